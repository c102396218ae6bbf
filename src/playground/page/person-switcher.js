import { el } from "./dom.js";
import { menuButton } from "./menu.js";
import { avatar } from "./render/avatar.js";
import { displayName, userOf } from "./render/names.js";

/** "You are: J. Blow ▾": opens the page as somebody else. */
export const personSwitcher = (state) => {
  const me = userOf(state, state.me);
  const words = el(
    "span",
    { class: "switcher-words" },
    "You are: ",
    el("b", {}, displayName(me, state.me)),
    " ▾",
  );
  return menuButton(
    { class: "switcher", "data-switcher": true },
    [avatar(me, { size: "small" }), words],
    () => ({
      label: "Be somebody else",
      items: state.people.map((person) => ({
        label: displayName(person, person.id),
        detail: [person.title, person.email].filter(Boolean).join(" · "),
        icon: avatar(person),
        href: `/?${new URLSearchParams({ as: person.id, channel: state.place.channel ?? "" })}`,
        isChosen: person.id === state.me,
      })),
    }),
  );
};
