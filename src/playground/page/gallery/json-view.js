import { copyButton } from "../copy-button.js";
import { el, freshId } from "../dom.js";

/** A button that shows a value as JSON, and what it shows. The JSON is written when it is first wanted. */
export const jsonView = (value) => {
  const node = el("div", { class: "json-view", id: freshId("json"), hidden: true });
  const words = el("span", {}, "Show JSON");
  const fill = () => {
    const text = JSON.stringify(value, null, 2);
    node.append(
      copyButton("Copy", () => text, "button small"),
      el("pre", { class: "code-block", tabindex: "0", "aria-label": "JSON" }, text),
    );
  };
  const button = el(
    "button",
    {
      type: "button",
      class: "link-button",
      "aria-expanded": "false",
      "aria-controls": node.id,
      onclick: () => {
        if (node.firstChild === null) fill();
        node.hidden = !node.hidden;
        words.textContent = node.hidden ? "Show JSON" : "Hide JSON";
        button.setAttribute("aria-expanded", String(!node.hidden));
      },
    },
    words,
  );
  return { button, node };
};
