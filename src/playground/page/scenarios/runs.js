// The runs of scenarios, as the server tells them to every page.

import { press } from "../control.js";

export const createRuns = (store) => {
  const all = () => store.state.beyond.runs ?? [];
  return {
    all,
    underWay: () => all().filter(isUnderWay).length,
    /** Whether it has begun. */
    start: async (name) => (await press("scenario", { name })).ok,
    press: (run) => press("scenario-press", { run }),
  };
};

export const isUnderWay = ({ state }) => state === "running";
