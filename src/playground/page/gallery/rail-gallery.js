import { addressOf } from "../place.js";

/** The rail's way to the gallery. */
export const railGallery = {
  id: "gallery",
  label: "Gallery",
  icon: "collection",
  activeIcon: "collection-fill",
  isActive: ({ place }) => place.kind === "gallery",
  href: (state) => addressOf({ as: state.me, place: { kind: "gallery" }, thread: undefined }),
};
