import { menuButton } from "../menu.js";
import { icon } from "../render/icon.js";
import { plainText } from "../render/text-object.js";

export const overflow = (part, field) => {
  const label = field.attributes["aria-label"] ?? "More actions";
  const openLink = field.surface.openLink ?? ((url) => open(url, "_blank", "noopener"));
  const items = part.options.map((option) => ({
    label: plainText(option.text),
    detail: option.description && plainText(option.description),
    run: () => {
      if (option.url) openLink(option.url);
      field.commit(undefined, { selectedOption: option });
    },
  }));
  const props = {
    ...field.attributes,
    class: "button overflow",
    "aria-label": label,
    "aria-labelledby": undefined,
    title: label,
  };
  return menuButton(props, icon("three-dots"), () => ({ label, items, align: "end" }));
};
