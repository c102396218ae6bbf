// The list over the composer's field while one types a command, a name, a channel or an emoji.

import { suggestionsFor } from "./composer-suggestions.js";
import { el, freshId } from "./dom.js";
import { openPopup } from "./popup.js";

/** `about()` gives `{state, inThread}`. `key(event)` says whether the list has taken the key. */
export const createSuggestionList = (field, { anchor, about, onTaken }) => {
  const listId = freshId("suggestions");
  let popup;
  let suggestions = [];
  let active = 0;

  const close = () => popup?.close();
  const draw = () => {
    popup.layer.replaceChildren(
      el(
        "div",
        { id: listId, role: "listbox", class: "options", "aria-label": "Suggestions" },
        suggestions.map((suggestion, index) =>
          suggestionNode(suggestion, { id: `${listId}-${index}`, isActive: index === active, take }),
        ),
      ),
    );
    field.setAttribute("aria-activedescendant", `${listId}-${active}`);
    popup.place();
  };
  const update = () => {
    suggestions = suggestionsFor({ text: field.value, caret: field.selectionStart, ...about() });
    active = 0;
    if (suggestions.length === 0) return close();
    if (popup === undefined) {
      popup = openPopup(anchor(), "", {
        width: "anchor",
        onClose: () => {
          popup = undefined;
          field.removeAttribute("aria-activedescendant");
          field.removeAttribute("aria-controls");
        },
      });
      field.setAttribute("aria-controls", listId);
    }
    draw();
  };
  const take = ({ start, end, insert }) => {
    close();
    field.setRangeText(insert, start, end, "end");
    field.focus();
    onTaken();
  };
  const keys = {
    Escape: () => close() ?? true,
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Tab: () => takeActive(),
    Enter: ({ shiftKey }) => !shiftKey && !isSettled() && takeActive(),
  };
  const step = (by) => {
    active = (active + by + suggestions.length) % suggestions.length;
    draw();
    return true;
  };
  const takeActive = () => {
    if (suggestions[active].insert === "") return false;
    take(suggestions[active]);
    return true;
  };
  const isSettled = () => {
    const { insert, start, end } = suggestions[active];
    return field.value.slice(start, end) === insert.trimEnd();
  };

  field.addEventListener("blur", close);
  return { update, close, key: (event) => popup !== undefined && (keys[event.key]?.(event) ?? false) };
};

const suggestionNode = (suggestion, { id, isActive, take }) => {
  const { label, detail, icon } = suggestion;
  const words = detail && el("span", { class: "muted" }, detail);
  const node = el(
    "div",
    { id, role: "option", class: isActive ? "option active" : "option", "aria-selected": String(isActive) },
    el("span", { class: "option-line" }, icon, el("b", {}, label), icon && words),
    !icon && words,
  );
  node.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    take(suggestion);
  });
  return node;
};
