// Whether the pane is open and at which tab, kept for this window, so that becoming somebody else keeps it.

import { tab } from "../stored.js";

const KEY = "batchmate-aws";

/** Read before the address is brought into its own form. */
const asked = new URLSearchParams(location.search);

export const recallPane = () => {
  const kept = read();
  const address = asked.get("aws");
  return {
    // On a phone it would lie over what the address leads to.
    isOpen:
      address === null ? kept.isOpen === true && !matchMedia("(width <= 720px)").matches : address !== "0",
    tab: /^[a-z]+$/.test(address ?? "") ? address : (kept.tab ?? "jobs"),
  };
};

export const rememberPane = (part) => tab.keep(KEY, { ...read(), ...part });

const read = () => tab.recall(KEY, {});
