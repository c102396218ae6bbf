// Starts the page: who is looking, what they see, and what keeps it live.

import { createAnnouncer } from "./announcer.js";
import { createAwsPane } from "./aws/aws-pane.js";
import { createChannelPane } from "./channel-pane.js";
import { connect } from "./connection.js";
import { createRailGallery } from "./gallery/rail-gallery.js";
import { createModal } from "./modal.js";
import { createNavigation } from "./navigation.js";
import { createPalette } from "./palette.js";
import { readPlace } from "./place.js";
import { createRail } from "./rail.js";
import { railHome } from "./rail-home.js";
import { refreshDates } from "./render/dates.js";
import { createScenarios } from "./scenarios/scenarios.js";
import { fetchPeople } from "./server.js";
import { createSidebar } from "./sidebar.js";
import { createStore } from "./store.js";
import { createThreadPane } from "./thread-pane.js";
import { toast } from "./toast.js";
import { createTopBar } from "./top-bar.js";
import { workspaceFrom } from "./workspace.js";

const DATES_EVERY_MS = 30_000;

const start = async () => {
  const asked = readPlace(location.search);
  const workspace = workspaceFrom(await fetchPeople());
  const me = workspace.people.find(({ id }) => id === asked.as)?.id ?? workspace.people[0].id;
  const store = createStore({ ...workspace, me });
  store.set({ place: asked.place, thread: asked.thread });

  const announce = createAnnouncer(document.getElementById("announcer"), store);
  await connect(me, store, (event) => {
    if (event.type === "toast") toast(event.text);
    announce(event);
  });

  const { goTo, trail } = createNavigation(store);
  const aws = createAwsPane(document.getElementById("aws"), { store });
  const scenarios = await createScenarios({ store, goTo });
  const gallery = createRailGallery({ store, goTo });
  const items = [railHome({ store, goTo }), scenarios?.item, gallery, aws].filter(Boolean);
  const openPalette = createPalette({ store, goTo, views: items });
  const parts = [
    createTopBar(document.getElementById("top-bar"), { store, trail, openPalette }),
    createRail(document.getElementById("rail"), { store, goTo, items }),
    createSidebar(document.getElementById("sidebar"), { store, goTo }),
    createChannelPane(document.getElementById("channel"), { store, goTo }),
    createThreadPane(document.getElementById("thread"), { store, goTo }),
    createModal(store),
    scenarios?.update,
  ].filter(Boolean);
  const draw = (state) => {
    for (const update of parts) update(state);
    document.body.classList.toggle("offline", !state.online);
    document.body.classList.add("ready");
  };
  store.subscribe(draw);
  draw(store.state);
  setInterval(refreshDates, DATES_EVERY_MS);
};

start().catch((error) => {
  document.getElementById("channel").textContent = `The playground did not start: ${error.message}`;
});
