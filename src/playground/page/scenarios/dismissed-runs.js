// Which notes were put away, for as long as the tab lives.

import { tab } from "../stored.js";

const KEY = "dismissed-runs";

export const dismissedRuns = () => new Set(tab.recall(KEY, []));

export const dismissRun = (id) => tab.keep(KEY, [...dismissedRuns(), id]);
