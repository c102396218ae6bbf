import { el } from "../dom.js";

const HUES = 10;

/** A square with the person's initials in a colour of their own, or the app's picture; decoration, since the name stands beside it. */
export const avatar = (user, { size = "medium" } = {}) => {
  const name = user?.realName || user?.name || "?";
  const look = user?.isApp ? "avatar-bot" : `avatar-hue-${hueOf(user?.id ?? name)}`;
  return el("span", {
    class: `avatar avatar-${size} ${look}`,
    "aria-hidden": "true",
    "data-initials": user?.isApp ? undefined : initials(name),
  });
};

const initials = (name) =>
  name
    .split(/[\s._-]+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((part) => part[0].toUpperCase())
    .join("");

const hueOf = (id) =>
  [...id].reduce((sum, character) => (sum * 31 + character.codePointAt(0)) % 9973, 7) % HUES;
