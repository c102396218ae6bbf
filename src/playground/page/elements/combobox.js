// A text field with a list of choices below it, after the ARIA combobox pattern.

import { el, freshId } from "../dom.js";
import { openPopup } from "../popup.js";

const TYPING_PAUSE_MS = 150;
const CLOSED = {
  role: "combobox",
  "aria-expanded": "false",
  "aria-autocomplete": "list",
  autocomplete: "off",
};

/**
 * Gives `input` its list. `offer(typed)` answers `{groups, note?}`; a remote one filters by itself. `onPick` gets the
 * choice; `onLeave` runs when the field is left or given up, to put the shown text right.
 */
export const attachCombobox = (
  input,
  { anchor, offer, isRemote = false, isChosen, onPick, onLeave, staysOpen = false },
) => {
  const listId = freshId("options");
  let popup;
  let list;
  let active = -1;
  let asked = 0;
  let pause;

  for (const [name, value] of Object.entries(CLOSED)) input.setAttribute(name, value);

  const options = () => [...(list?.querySelectorAll("[role=option]") ?? [])];
  const open = () => {
    if (popup !== undefined) return;
    list = el("div", {
      role: "listbox",
      id: listId,
      class: "options",
      "aria-multiselectable": staysOpen ? "true" : undefined,
    });
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    popup = openPopup(anchor, list, { width: "anchor", onClose: closed });
    input.setAttribute("aria-expanded", "true");
    input.setAttribute("aria-controls", listId);
    show("");
  };
  const closed = () => {
    clearTimeout(pause);
    popup = undefined;
    list = undefined;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    onLeave();
  };
  const show = async (typed) => {
    asked += 1;
    const mine = asked;
    if (isRemote) note("Loading…");
    const { groups, note: words } = await offer(typed);
    if (mine !== asked || list === undefined) return;
    draw(isRemote ? groups : filtered(groups, typed), words);
  };
  const note = (words) => {
    list.replaceChildren(el("div", { class: "option-note" }, words));
    popup.place();
  };
  const draw = (groups, words) => {
    const before = Math.max(active, 0);
    active = -1;
    const shown = groups.filter(({ choices }) => choices.length > 0);
    if (shown.length === 0) return note(words ?? "No results");
    list.replaceChildren(...shown.map((group) => groupNode(group)));
    popup.place();
    const chosen = options().findIndex((node) => node.getAttribute("aria-selected") === "true");
    if (staysOpen) activate(Math.min(before, options().length - 1));
    else activate(Math.max(chosen, 0));
  };
  const groupNode = ({ label, choices }) =>
    el(
      "div",
      label ? { role: "group", "aria-label": label } : { role: "presentation" },
      label && el("div", { class: "option-group", "aria-hidden": "true" }, label),
      choices.map(optionNode),
    );
  const optionNode = (choice) => {
    const node = el(
      "div",
      {
        role: "option",
        id: freshId("option"),
        class: "option",
        "aria-selected": String(isChosen(choice)),
        "data-value": choice.id,
      },
      el("span", {}, choice.label),
      choice.detail && el("span", { class: "muted" }, choice.detail),
    );
    node.addEventListener("click", () => pick(choice));
    node.pick = () => pick(choice);
    return node;
  };
  const pick = (choice) => {
    if (!staysOpen) popup?.close();
    onPick(choice);
    if (staysOpen && list !== undefined) show(input.value);
  };
  const activate = (index) => {
    const nodes = options();
    if (nodes.length === 0) return;
    nodes[active]?.classList.remove("active");
    active = (index + nodes.length) % nodes.length;
    nodes[active].classList.add("active");
    nodes[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", nodes[active].id);
  };

  input.addEventListener("click", open);
  input.addEventListener("input", () => {
    open();
    active = -1;
    clearTimeout(pause);
    if (isRemote) pause = setTimeout(() => show(input.value.trim()), TYPING_PAUSE_MS);
    else show(input.value.trim());
  });
  input.addEventListener("blur", () => popup?.close());
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (popup === undefined) open();
      else activate(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (popup === undefined) open();
      else options()[active]?.pick();
    } else if (event.key === "Escape" && popup !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      popup.close();
    }
  });
};

const filtered = (groups, typed) => {
  const wanted = typed.toLowerCase();
  return groups.map(({ label, choices }) => ({
    label,
    choices: choices.filter(({ label: words, detail }) =>
      `${words} ${detail ?? ""}`.toLowerCase().includes(wanted),
    ),
  }));
};
