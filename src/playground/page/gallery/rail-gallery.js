import { addressOf } from "../place.js";
import { entriesOf, readGallery } from "./read-gallery.js";

const place = { kind: "gallery" };

/** The rail's way to the gallery; undefined where the server has none. */
export const createRailGallery = ({ store, goTo }) => {
  if (!store.state.offers.includes("gallery")) return undefined;
  let reading;
  let entries = [];
  const read = async () => {
    entries = entriesOf((await readGallery()).sections);
  };
  return {
    id: "gallery",
    label: "Gallery",
    icon: "collection",
    activeIcon: "collection-fill",
    isActive: (state) => state.place.kind === "gallery",
    href: (state) => addressOf({ as: state.me, place, thread: undefined }),
    /** Their names stay the same; what they look like is read anew each time the gallery is opened. */
    load: () => {
      reading ??= read().catch(() => {
        reading = undefined;
      });
      return reading;
    },
    finds: () =>
      entries.map(({ id, name, group }) => ({
        key: `gallery ${id}`,
        label: name,
        detail: group,
        run: () => goTo({ place, thread: undefined, mark: id }),
      })),
  };
};
