// The rail's first item: back to the channels, where one was last.

export const railHome = ({ store, goTo }) => {
  const { state } = store;
  let last;
  store.subscribe(({ place }) => {
    if (isOfSlack(place)) last = place;
  });
  return {
    id: "home",
    label: "Home",
    icon: "house-door",
    activeIcon: "house-door-fill",
    isActive: ({ place }) => isOfSlack(place),
    run: () => {
      goTo({ place: isOfSlack(state.place) ? state.place : (last ?? firstPlace), thread: state.thread });
      document.body.classList.add("sidebar-open");
    },
  };
};

// The navigation takes a channel that is not there to the first that is.
const firstPlace = { kind: "channel", channel: "" };

const isOfSlack = ({ kind }) => kind === "channel" || kind === "home";
