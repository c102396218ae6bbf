// What stands in the pane of the local AWS: its tabs, and over them whatever is made to go wrong.

import { el } from "../dom.js";
import { icon, iconButton } from "../render/icon.js";
import { tickAges } from "./ages.js";
import { createEventsTab } from "./events-tab.js";
import { createFaultChip } from "./fault-chip.js";
import { createFaultsTab } from "./faults-tab.js";
import { createFeed } from "./feed.js";
import { createJobsTab } from "./jobs-tab.js";
import { createLogsTab } from "./logs-tab.js";
import { createQueuesTab } from "./queues-tab.js";
import { rememberPane } from "./remembered.js";
import { createSlackTab } from "./slack-tab.js";
import { createTabs } from "./tabs.js";

/** It is kept fresh between `wake` and `rest`. */
export const createAwsContents = (node, { snapshot, tab, close }) => {
  const { labs } = snapshot;
  const shared = {};
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
  node.append(header({ chip, close }));
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
    tabs.draw(state);
  };
  tabs.show(tab);
  return {
    wake: () => {
      feed.open();
      clearInterval(clock);
      clock = setInterval(() => tickAges(node), 1000);
    },
    rest: () => {
      feed.close();
      clearInterval(clock);
    },
    focus: () => tabs.focus(),
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
