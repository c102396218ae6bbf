// Which notes were put away, for as long as the tab lives.

const KEY = "dismissed-runs";

export const dismissedRuns = () => new Set(JSON.parse(sessionStorage.getItem(KEY) ?? "[]"));

export const dismissRun = (id) => sessionStorage.setItem(KEY, JSON.stringify([...dismissedRuns(), id]));
