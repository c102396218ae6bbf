import { el } from "../dom.js";
import { plainText } from "../render/text-object.js";

/** A press is reported once; the button waits until the server has taken it. */
export const button = (part, field) => {
  const props = { class: `button ${part.style ?? ""}`, ...field.attributes };
  const words = plainText(part.text);
  const press = (node) =>
    once(node, () => field.commit(undefined, part.value === undefined ? {} : { value: part.value }));
  if (part.url) {
    return el(
      "a",
      {
        ...props,
        href: part.url,
        target: "_blank",
        rel: "noopener noreferrer",
        onclick: ({ currentTarget }) => press(currentTarget),
      },
      words,
    );
  }
  return el(
    "button",
    { ...props, type: "button", onclick: ({ currentTarget }) => press(currentTarget) },
    words,
  );
};

export const iconButton = (part, field) => {
  const { visible_to_user_ids: audience } = part;
  if (audience && !audience.includes(field.surface.me)) return el("span", { hidden: true });
  const node = button({ ...part, text: { text: part.icon === "trash" ? "🗑" : "◻" } }, field);
  node.setAttribute("aria-label", part.accessibility_label ?? plainText(part.text));
  return node;
};

export const feedbackButtons = (part, field) =>
  el(
    "span",
    {},
    [part.positive_button, part.negative_button].map((choice) => button(choice, field)),
  );

export const workflowButton = (part, field) => button({ ...part, url: part.workflow?.trigger?.url }, field);

const once = async (node, act) => {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  await act();
  node.removeAttribute("aria-busy");
};
