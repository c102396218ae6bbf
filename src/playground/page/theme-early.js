// Runs before the first paint, so that a chosen theme never flashes.
try {
  document.documentElement.dataset.theme = JSON.parse(localStorage.getItem("theme")) ?? "system";
} catch {
  document.documentElement.dataset.theme = "system";
}
