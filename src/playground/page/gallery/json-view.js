import { el, freshId } from "../dom.js";
import { icon } from "../render/icon.js";
import { toast } from "../toast.js";

/** A button that shows a value as JSON, and what it shows. The JSON is written when it is first wanted. */
export const jsonView = (value) => {
  const node = el("div", { class: "json-view", id: freshId("json"), hidden: true });
  const words = el("span", {}, "Show JSON");
  const fill = () => {
    const text = JSON.stringify(value, null, 2);
    node.append(
      el(
        "button",
        { type: "button", class: "button small", onclick: () => copy(text) },
        icon("copy"),
        "Copy",
      ),
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

const copy = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied.");
  } catch {
    toast("The browser did not allow copying.");
  }
};
