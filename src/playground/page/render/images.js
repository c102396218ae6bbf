import { el } from "../dom.js";
import { icon } from "./icon.js";
import { linkNode } from "./links.js";

/**
 * A picture of this workspace. For one from elsewhere, which is not fetched, and for one that does not load, its
 * description stands; it leads to the picture unless `isInLink`.
 */
export const image = (part, { className, isInLink = false }) => {
  const url =
    part.image_url ?? part.slack_file?.url ?? (part.slack_file?.id ? `/play/file/${part.slack_file.id}` : "");
  if (!isLocal(url)) return absent(part, { className, url: isInLink ? undefined : url });
  const node = el("img", { src: url, alt: part.alt_text ?? "", class: className, loading: "lazy" });
  node.addEventListener("error", () => node.replaceWith(absent(part, { className: node.className })));
  return node;
};

const absent = ({ alt_text: words }, { className, url }) =>
  el(
    "span",
    { class: `${className} absent-picture`, title: url ?? "This picture could not be loaded" },
    icon("image"),
    url ? linkNode(url, [words]) : el("span", {}, words),
  );

const isLocal = (url) => {
  try {
    return url !== "" && new URL(url, location.href).origin === location.origin;
  } catch {
    return false;
  }
};
