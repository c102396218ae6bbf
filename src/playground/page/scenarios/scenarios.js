// The scenarios: their catalogue behind an item of the rail, a note on what to watch above the channel, and a link
// that leads to one. A link starts nothing: any site can have it.

import { look } from "../control.js";
import { tab } from "../stored.js";
import { createCatalogue } from "./catalogue.js";
import { createRuns } from "./runs.js";
import { createWatchNote } from "./watch-note.js";

const WISH = "scenario-wish";

// Read before the navigation writes its own address, which does not have it.
const asked = new URLSearchParams(location.search).get("scenario");

/** Returns the rail's `item` and the `update` that a changed state calls; undefined where the server has none. */
export const createScenarios = async ({ store, goTo }) => {
  const { state } = store;
  if (!state.offers.includes("scenarios")) return undefined;
  const { scenarios } = (await look("scenarios")) ?? { scenarios: [] };
  const runs = createRuns(store);
  let catalogue;

  const play = async (scenario) => {
    if (scenario.as !== state.me) {
      tab.keep(WISH, scenario.name);
      return location.assign(addressTo(scenario));
    }
    catalogue.close();
    if (await runs.start(scenario.name))
      goTo({ place: { kind: "channel", channel: scenario.channel }, thread: undefined });
  };
  catalogue = createCatalogue({ scenarios, runs, state, play, redraw: () => store.set({}) });
  const note = createWatchNote({ scenarios, runs, play, goTo });

  const wish = takeWish();
  const wished = scenarios.find(({ name, as }) => name === wish && as === state.me);
  const linked = scenarios.find(({ name }) => name === asked);
  if (wished !== undefined) play(wished);
  else if (linked !== undefined) catalogue.openAt(linked.name);

  return {
    item: {
      id: "scenarios",
      label: "Scenarios",
      icon: "collection-play",
      activeIcon: "collection-play-fill",
      isToggle: true,
      isActive: () => catalogue.isOpen(),
      badge: () => runs.underWay() || "",
      run: catalogue.open,
      finds: () =>
        scenarios.map((scenario) => ({
          key: `scenario ${scenario.name}`,
          label: scenario.title,
          detail: "Run scenario",
          run: () => play(scenario),
        })),
    },
    update: (now) => {
      catalogue.update();
      note.update(now);
    },
  };
};

const addressTo = ({ as, channel }) => `/?${new URLSearchParams({ as, channel })}`;

/** What was pressed as somebody else, before the page became the one who plays it; taken once. */
const takeWish = () => {
  const wish = tab.recall(WISH);
  tab.keep(WISH, null);
  return wish;
};
