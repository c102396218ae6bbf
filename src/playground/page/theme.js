// Light, dark, or as the system has it.

import { browser } from "./stored.js";

const KEY = "theme";

export const THEMES = [
  { id: "system", label: "Same as the system", icon: "circle-half" },
  { id: "light", label: "Light", icon: "sun" },
  { id: "dark", label: "Dark", icon: "moon" },
];

export const themeNow = () => THEMES.find(({ id }) => id === browser.recall(KEY)) ?? THEMES[0];

export const setTheme = (id) => {
  browser.keep(KEY, id);
  document.documentElement.dataset.theme = id;
};
