import { el } from "../dom.js";
import { icon } from "../render/icon.js";
import { isSafe } from "../render/links.js";
import { plainText } from "../render/text-object.js";

/** A press is reported once; the button waits until the server has taken it. */
export const button = (part, field) => pressable(part, field, { content: plainText(part.text) });

export const workflowButton = (part, field) =>
  pressable({ ...part, url: part.workflow?.trigger?.url }, field, {
    content: [icon("lightning-charge"), plainText(part.text)],
  });

const ICONS = { trash: "trash" };

export const iconButton = (part, field) => {
  const { visible_to_user_ids: audience } = part;
  if (audience && !audience.includes(field.surface.me)) return el("span", { hidden: true });
  return pressable(part, field, {
    className: "icon-button",
    content: icon(ICONS[part.icon] ?? "square"),
    label: part.accessibility_label ?? plainText(part.text),
  });
};

/** Thumbs up and down; the one that was pressed stays filled. */
export const feedbackButtons = (part, field) => {
  const thumb = (choice, name) => {
    const node = pressable(choice, field, {
      className: "icon-button",
      content: icon(name),
      label: choice.accessibility_label ?? plainText(choice.text),
    });
    node.setAttribute("aria-pressed", "false");
    node.addEventListener("click", () => {
      for (const [each, sign] of thumbs) {
        each.setAttribute("aria-pressed", String(each === node));
        each.replaceChildren(icon(each === node ? `${sign}-fill` : sign));
      }
    });
    return [node, name];
  };
  const thumbs = [
    thumb(part.positive_button, "hand-thumbs-up"),
    thumb(part.negative_button, "hand-thumbs-down"),
  ];
  return el(
    "span",
    { role: "group", "aria-label": "Feedback" },
    thumbs.map(([node]) => node),
  );
};

const pressable = (part, field, { content, label, className = `button ${part.style ?? ""}` }) => {
  const press = ({ currentTarget }) =>
    once(currentTarget, () => field.commit(undefined, part.value === undefined ? {} : { value: part.value }));
  const props = {
    ...field.attributes,
    class: className,
    onclick: press,
    ...(label && { "aria-label": label, title: label }),
  };
  if (!part.url || !isSafe(part.url)) return el("button", { ...props, type: "button" }, content);
  return el("a", { ...props, href: part.url, target: "_blank", rel: "noopener noreferrer" }, content);
};

const once = async (node, act) => {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  await act();
  node.removeAttribute("aria-busy");
};
