import { menuButton } from "../menu.js";
import { plainText } from "../render/text-object.js";

export const overflow = (part, field) => {
  const label = field.attributes["aria-label"] ?? "More actions";
  const items = part.options.map((option) => ({
    label: plainText(option.text),
    detail: option.description && plainText(option.description),
    run: () => {
      if (option.url) open(option.url, "_blank", "noopener");
      field.commit(undefined, { selectedOption: option });
    },
  }));
  const props = {
    ...field.attributes,
    class: "button overflow",
    "aria-label": label,
    "aria-labelledby": undefined,
  };
  return menuButton(props, "⋯", () => ({ label, items, align: "end" }));
};
