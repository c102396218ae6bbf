import { el } from "../dom.js";

/** A picture of this workspace; one from elsewhere is not fetched, its description stands for it. */
export const image = (part, { className }) => {
  const url =
    part.image_url ?? part.slack_file?.url ?? (part.slack_file?.id ? `/play/file/${part.slack_file.id}` : "");
  if (isLocal(url))
    return el("img", { src: url, alt: part.alt_text ?? "", class: className, loading: "lazy" });
  return el(
    "a",
    {
      class: `${className} absent-picture`,
      href: url,
      target: "_blank",
      rel: "noopener noreferrer",
      title: url,
    },
    `🖼 ${part.alt_text}`,
  );
};

const isLocal = (url) => url !== "" && new URL(url, location.href).origin === location.origin;
