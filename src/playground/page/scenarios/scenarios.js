// The scenarios: their catalogue behind an item of the rail, a note on what to watch above the channel, and a link
// that starts one.

import { look } from "../control.js";
import { createCatalogue } from "./catalogue.js";
import { createRuns } from "./runs.js";
import { createWatchNote } from "./watch-note.js";

// Read before the navigation writes its own address, so that a reload does not start it again.
const asked = new URLSearchParams(location.search).get("scenario");

/** Returns the rail's `item` and the `update` that a changed state calls; undefined where the server has none. */
export const createScenarios = async ({ store, goTo }) => {
  const { state } = store;
  if (!state.offers.includes("scenarios")) return undefined;
  const { scenarios } = (await look("scenarios")) ?? { scenarios: [] };
  const runs = createRuns(store);
  let catalogue;

  const play = async (scenario) => {
    if (scenario.as !== state.me) return location.assign(addressTo(scenario));
    catalogue.close();
    if (await runs.start(scenario.name))
      goTo({ place: { kind: "channel", channel: scenario.channel }, thread: undefined });
  };
  catalogue = createCatalogue({ scenarios, runs, state, play, redraw: () => store.set({}) });
  const note = createWatchNote({ scenarios, runs, play, goTo });

  const wanted = scenarios.find(({ name }) => name === asked);
  if (wanted !== undefined) play(wanted);

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

const addressTo = ({ name, as, channel }) => `/?${new URLSearchParams({ as, channel, scenario: name })}`;
