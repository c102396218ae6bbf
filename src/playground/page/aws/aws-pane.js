// The pane that shows the local AWS beside the conversation. Nothing of it is asked for or made before it is opened.

import { look } from "../control.js";
import { wordsFor } from "../server.js";
import { toast } from "../toast.js";
import { createAwsContents } from "./aws-contents.js";
import { onKeySequence } from "./key-sequence.js";
import { recallPane, rememberPane } from "./remembered.js";

/** Undefined where the page has no local AWS behind it. Returns the item for the rail. */
export const createAwsPane = (node, { store }) => {
  const { state } = store;
  if (!state.offers.includes("aws")) return undefined;
  const asked = recallPane();
  let making;
  let contents;

  const toggle = (isOpen) => {
    node.hidden = !isOpen;
    document.body.classList.toggle("aws-open", isOpen);
    rememberPane({ isOpen });
    store.set({ awsOpen: isOpen });
  };
  const open = async () => {
    toggle(true);
    making ??= makeContents(node, { tab: asked.tab, close });
    contents = await making;
    if (contents === undefined) {
      making = undefined;
      close();
    } else if (!node.hidden) contents.wake();
  };
  const close = () => {
    if (node.contains(document.activeElement)) document.querySelector("[data-rail=aws]")?.focus();
    contents?.rest();
    toggle(false);
  };
  node.addEventListener("keydown", ({ key, defaultPrevented, target }) => {
    if (key === "Escape" && !defaultPrevented && !target.value) close();
  });
  onKeySequence(["g", "a"], async () => {
    if (!node.hidden) return close();
    await open();
    contents?.focus();
  });
  if (asked.isOpen) open();
  return {
    id: "aws",
    label: "AWS",
    icon: "cloud",
    activeIcon: "cloud-fill",
    isToggle: true,
    isActive: ({ awsOpen }) => awsOpen === true,
    badge: ({ beyond }) => beyond.faults || "",
    run: () => (node.hidden ? open() : close()),
  };
};

const makeContents = async (node, options) => {
  const snapshot = await look("aws");
  if (snapshot === undefined) toast(wordsFor("unreachable"));
  return snapshot && createAwsContents(node, { snapshot, ...options });
};
