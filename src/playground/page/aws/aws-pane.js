// The pane that shows the local AWS beside the conversation, and lets things go wrong in it.

import { el } from "../dom.js";
import { icon, iconButton } from "../render/icon.js";
import { press } from "./ask.js";
import { createEventsTab } from "./events-tab.js";
import { createFaultsTab } from "./faults-tab.js";
import { createFeed, fetchSnapshot } from "./feed.js";
import { createJobsTab } from "./jobs-tab.js";
import { onKeySequence } from "./key-sequence.js";
import { setText, tickAges } from "./live.js";
import { createLogsTab } from "./logs-tab.js";
import { createQueuesTab } from "./queues-tab.js";
import { recallPane, rememberPane } from "./remembered.js";
import { createSlackTab } from "./slack-tab.js";
import { createTabs } from "./tabs.js";
import { plural } from "./words.js";

/** Undefined where the page has no local AWS behind it. Returns the item for the rail. */
export const createAwsPane = async (node, { store }) => {
  const snapshot = await fetchSnapshot();
  if (snapshot === undefined) return undefined;
  const { labs } = snapshot;
  const shared = {};
  const asked = recallPane();
  let clock;

  const feed = createFeed(snapshot, (state) => draw(state));
  const take = ({ ok, faults }) => {
    if (!ok || faults === undefined) return;
    feed.state.faults = faults;
    feed.changed();
  };
  const chip = createFaultChip({ show: () => tabs.show("faults"), take });
  const showLog = (place) => {
    tabs.show("logs");
    shared.openLog(place);
  };
  node.append(header({ chip, close: () => setOpen(false) }));
  const tabs = createTabs(node, {
    label: "Local AWS",
    onShow: (id) => {
      rememberPane({ tab: id });
      feed.changed();
    },
    tabs: [
      {
        id: "jobs",
        label: "Jobs",
        make: (panel) => createJobsTab(panel, { labs, showLog, redraw: feed.changed }),
      },
      { id: "queues", label: "Queues", make: (panel) => createQueuesTab(panel, { labs }) },
      { id: "logs", label: "Logs", make: (panel) => createLogsTab(panel, { labs, shared }) },
      { id: "events", label: "Events", make: (panel) => createEventsTab(panel, { labs }) },
      { id: "slack", label: "Slack", make: createSlackTab },
      {
        id: "faults",
        label: "Faults",
        make: (panel) => createFaultsTab(panel, { showTab: (id) => tabs.show(id), take }),
      },
    ],
  });

  const draw = (state) => {
    const { on, blocked } = state.faults;
    chip.update(state.faults);
    tabs.note("faults", on + blocked > 0 ? String(on + blocked) : "");
    tabs.note("jobs", countOf(state.jobs.lines));
    if (store.state.awsFaults !== on + blocked) store.set({ awsFaults: on + blocked });
    if (!node.hidden) tabs.draw(state);
  };
  const setOpen = (isOpen) => {
    node.hidden = !isOpen;
    document.body.classList.toggle("aws-open", isOpen);
    clearInterval(clock);
    if (isOpen) {
      feed.open();
      clock = setInterval(() => tickAges(node), 1000);
      feed.changed();
    } else {
      feed.close();
      if (node.contains(document.activeElement)) document.querySelector("[data-rail=aws]")?.focus();
    }
    rememberPane({ isOpen });
    store.set({ awsOpen: isOpen });
  };
  node.addEventListener("keydown", ({ key, defaultPrevented, target }) => {
    if (key === "Escape" && !defaultPrevented && !target.value) setOpen(false);
  });
  onKeySequence(["g", "a"], () => {
    setOpen(node.hidden);
    if (!node.hidden) tabs.focus();
  });
  tabs.show(asked.tab);
  setOpen(asked.isOpen);
  return {
    id: "aws",
    label: "AWS",
    icon: "cloud",
    activeIcon: "cloud-fill",
    isToggle: true,
    isActive: ({ awsOpen }) => awsOpen === true,
    badge: ({ awsFaults }) => (awsFaults > 0 ? awsFaults : ""),
    run: () => setOpen(node.hidden),
  };
};

const countOf = (lines) => {
  const open = lines.filter(({ stoppedAt }) => stoppedAt === undefined).length;
  return open > 0 ? String(open) : "";
};

const header = ({ chip, close }) =>
  el(
    "header",
    { class: "aws-header" },
    el("h2", {}, icon("cloud"), "Local AWS"),
    chip.node,
    iconButton("x-lg", { label: "Close the local AWS", onclick: close }),
  );

const createFaultChip = ({ show, take }) => {
  const words = el("button", { type: "button", class: "fault-chip", onclick: show });
  const off = el(
    "button",
    { type: "button", class: "aws-link", onclick: async () => take(await press("clear-faults")) },
    "All off",
  );
  const node = el("span", { class: "fault-state", role: "status" });
  return {
    node,
    update: ({ on, blocked }) => {
      const told = [
        on > 0 && `${plural(on, "fault")} ${blocked > 0 ? "" : on === 1 ? "is " : "are "}on`,
        blocked > 0 && `${plural(blocked, "queue")} blocked`,
      ].filter(Boolean);
      if (told.length === 0) node.replaceChildren();
      else if (!words.isConnected) node.replaceChildren(words, off);
      setText(words, told.join(", "));
    },
  };
};
