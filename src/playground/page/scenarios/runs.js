// The runs of scenarios as the server tells them. It listens only while one is under way or somebody looks: a browser
// lends a page few connections, and all windows of the playground share them.

import { post, wordsFor } from "../server.js";
import { toast } from "../toast.js";

export const createRuns = (initial) => {
  const listeners = new Set();
  let runs = initial;
  let source;
  let watchers = 0;

  const take = (fresh) => {
    runs = fresh;
    for (const listener of listeners) listener(runs);
    settle();
  };
  const settle = () => {
    const isWanted = watchers > 0 || runs.some(isUnderWay);
    if (isWanted && source === undefined) {
      source = new EventSource("/control/scenario-stream");
      source.addEventListener("message", ({ data }) => take(JSON.parse(data).runs));
    } else if (!isWanted) {
      source?.close();
      source = undefined;
    }
  };
  const ask = async (path, body) => {
    const answer = await post(`/control/${path}`, body);
    if (!answer.ok) toast(wordsFor(answer.error));
    return answer;
  };
  settle();
  addEventListener("pagehide", () => source?.close());

  return {
    all: () => runs,
    onChange: (listener) => listeners.add(listener),
    /** Listens until what it returns is called. */
    watch: () => {
      watchers += 1;
      settle();
      return () => {
        watchers -= 1;
        settle();
      };
    },
    start: async (name) => {
      const answer = await ask("scenario", { name });
      if (answer.ok) take([answer.run, ...runs.filter(({ id }) => id !== answer.run.id)]);
      return answer.ok;
    },
    press: (run) => ask("scenario-press", { run }),
  };
};

export const isUnderWay = ({ state }) => state === "running";
