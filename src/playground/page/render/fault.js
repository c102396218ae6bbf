import { el } from "../dom.js";

/** What the page can not draw is said where it would stand, never left out. */
export const fault = (words) => el("div", { class: "fault", role: "alert" }, words);
