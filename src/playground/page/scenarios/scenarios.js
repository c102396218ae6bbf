// The scenarios: their catalogue behind an item of the rail, a note on what to watch above the channel, and a link
// that starts one.

import { createCatalogue } from "./catalogue.js";
import { createRuns, isUnderWay } from "./runs.js";
import { createWatchNote } from "./watch-note.js";

// Read before the navigation writes its own address, so that a reload does not start it again.
const asked = new URLSearchParams(location.search).get("scenario");

/** Returns the rail's `item` and the `update` that a changed state calls; undefined where the server has none. */
export const createScenarios = async ({ store, goTo }) => {
  const response = await fetch("/control/scenarios").catch(() => undefined);
  if (!response?.ok) return undefined;
  const found = await response.json();
  const { scenarios } = found;
  const { state } = store;
  const runs = createRuns(found.runs);
  let catalogue;

  const play = async (scenario) => {
    if (scenario.as !== state.me) return location.assign(addressTo(scenario));
    catalogue.close();
    if (await runs.start(scenario.name))
      goTo({ place: { kind: "channel", channel: scenario.channel }, thread: undefined });
  };
  const redraw = () => store.set({});
  catalogue = createCatalogue({ scenarios, runs, state, play, redraw });
  const note = createWatchNote({ scenarios, runs, play, goTo });
  const count = () => runs.all().filter(isUnderWay).length;
  let counted = count();
  runs.onChange(() => {
    if (counted !== count()) redraw();
    counted = count();
  });

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
      badge: () => (count() > 0 ? count() : ""),
      run: () => catalogue.open(),
    },
    update: note.update,
  };
};

const addressTo = ({ name, as, channel }) => `/?${new URLSearchParams({ as, channel, scenario: name })}`;
