// The narrow strip at the far left: what to look at, the theme, and who one is.

import { el } from "./dom.js";
import { reconcile } from "./keyed.js";
import { menuButton } from "./menu.js";
import { personMenuButton } from "./person-switcher.js";
import { icon } from "./render/icon.js";
import { setTheme, THEMES, themeNow } from "./theme.js";

/**
 * `items`: `{id, label, icon, activeIcon?, isToggle?, isActive(state), badge?(state), href?(state), run?(),
 * load?(), finds?()}`, in order; see palette-entries.js for `finds`. Returns what brings the rail in line with the state.
 */
export const createRail = (node, { store, items }) => {
  const { state } = store;
  const list = el("ul", { class: "rail-items" });
  const me = el("div", { class: "rail-me" });
  node.append(
    el(
      "div",
      { class: "workspace-tile", title: state.team.name, "aria-hidden": "true" },
      initials(state.team.name),
    ),
    list,
    el("div", { class: "rail-foot" }, themeButton(), me),
  );
  return (now) => {
    reconcile(
      list,
      items.map((item) => railItem(item, now)),
    );
    reconcile(me, [{ key: now.me, signature: [now.place.channel], make: () => personMenuButton(now) }]);
  };
};

const initials = (name) =>
  name
    .split(/\s+/)
    .map(([first]) => first)
    .join("")
    .slice(0, 2)
    .toUpperCase();

const railItem = (item, state) => {
  const isActive = item.isActive(state);
  const badge = item.badge?.(state) ?? "";
  const href = item.href?.(state);
  return {
    key: item.id,
    signature: [isActive, badge, href],
    make: () => el("li", {}, railControl(item, { isActive, badge, href })),
  };
};

const railControl = (item, { isActive, badge, href }) => {
  const props = {
    class: isActive ? "rail-item active" : "rail-item",
    "data-rail": item.id,
    "data-focus": item.id,
    "aria-current": isActive && !item.isToggle ? "page" : undefined,
    "aria-pressed": item.isToggle ? String(isActive) : undefined,
  };
  const content = [
    el(
      "span",
      { class: "rail-icon" },
      icon(isActive ? (item.activeIcon ?? item.icon) : item.icon),
      badge !== "" && el("span", { class: "rail-badge" }, String(badge)),
    ),
    el("span", { class: "rail-label" }, item.label),
  ];
  if (href !== undefined) return el("a", { ...props, href }, content);
  return el("button", { ...props, type: "button", onclick: () => item.run() }, content);
};

const themeButton = () => {
  const shown = el("span", { class: "rail-icon" }, icon(themeNow().icon));
  return menuButton({ class: "rail-item", "aria-label": "Theme", title: "Theme" }, shown, () => ({
    label: "Theme",
    items: THEMES.map(({ id, label, icon: name }) => ({
      label,
      icon: icon(name),
      isChosen: id === themeNow().id,
      run: () => {
        setTheme(id);
        shown.replaceChildren(icon(name));
      },
    })),
  }));
};
