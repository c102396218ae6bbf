// Whether the pane is open and at which tab, kept for this window, so that becoming somebody else keeps it.

const KEY = "batchmate-aws";

/** Read before the address is brought into its own form. */
const asked = new URLSearchParams(location.search);

export const recallPane = () => {
  const kept = read();
  const address = asked.get("aws");
  return {
    isOpen: address === null ? kept.isOpen === true : address !== "0",
    tab: /^[a-z]+$/.test(address ?? "") ? address : (kept.tab ?? "jobs"),
  };
};

export const rememberPane = (part) => {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...read(), ...part }));
  } catch {
    // Without storage the pane opens as at first.
  }
};

const read = () => {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  } catch {
    return {};
  }
};
