// What the gallery shows, as the server has it: groups of entries, each with the name it goes by in the address.

const ADDRESS = "/control/gallery";

/** `{sections: [{title, groups: [{title, entries}]}], note?}`; an entry is `{id, name, message?, view?, …}`. */
export const readGallery = async () => {
  const response = await fetch(ADDRESS);
  const { ok, error, answers, examples, note } = await response.json();
  if (!ok) throw new Error(error);
  return {
    note,
    sections: [
      { title: "What Batchmate says", groups: grouped(answers) },
      { title: "What Slack can show", groups: grouped(examples) },
    ].filter(({ groups }) => groups.length > 0),
  };
};

export const entriesOf = (sections) =>
  sections.flatMap(({ groups }) => groups.flatMap(({ entries }) => entries));

const grouped = (entries) =>
  [...Map.groupBy(entries, ({ group }) => group)].map(([title, all]) => ({
    title,
    entries: all.map((entry) => ({ ...entry, id: slug(entry.name) })),
  }));

/** `card: running` is `#card-running`. */
const slug = (name) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
