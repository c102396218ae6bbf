// Opens the page as somebody else: a menu behind one's own picture, and everybody's picture in a row.

import { el } from "./dom.js";
import { menuButton } from "./menu.js";
import { avatar } from "./render/avatar.js";
import { displayName, userOf } from "./render/names.js";

/** My picture; pressed, it offers everybody. */
export const personMenuButton = (state) => {
  const name = displayName(userOf(state, state.me), state.me);
  return menuButton(
    {
      class: "me-button",
      "data-switcher": true,
      "aria-label": `You are ${name}. Become somebody else`,
      title: `You are ${name}`,
    },
    [avatar(userOf(state, state.me)), el("span", { class: "presence" })],
    () => ({
      label: `You are ${name}. Become`,
      heading: `You are ${name}. Become:`,
      items: state.people.map((person) => ({
        label: displayName(person, person.id),
        detail: [person.title, person.email].filter(Boolean).join(" · "),
        icon: avatar(person),
        href: addressAs(state, person),
        isChosen: person.id === state.me,
      })),
    }),
  );
};

export const peopleRow = (state) =>
  el(
    "ul",
    { class: "people-row", "aria-label": "Whose window this is" },
    state.people.map((person) => el("li", {}, personLink(state, person))),
  );

const personLink = (state, person) => {
  const isMe = person.id === state.me;
  const name = displayName(person, person.id);
  const words = isMe ? `You are ${name}` : `Become ${name}`;
  return el(
    "a",
    {
      class: "person",
      href: addressAs(state, person),
      "aria-label": words,
      "aria-current": isMe ? "true" : undefined,
      "data-become": person.id,
      "data-focus": person.id,
    },
    avatar(person, { size: "face" }),
    el("span", { class: "tip", "aria-hidden": "true" }, words),
  );
};

export const addressAs = (state, person) =>
  `/?${new URLSearchParams({ as: person.id, channel: state.place.channel ?? "" })}`;
