// What a specimen stands on: it does nothing, and says what it would have sent.

import { directoryOf } from "../directory.js";
import { namesOf } from "../render/names.js";
import { valuesFor } from "../values.js";

export const specimenSurface = ({ entry, state, say }) => {
  const key = `gallery:${entry.id}`;
  return {
    key,
    container: { kind: "specimen" },
    names: namesOf(state),
    values: valuesFor(key),
    me: state.me,
    directory: directoryOf(state),
    errors: entry.errors,
    files: entry.message?.files,
    act: async ({ actionId, change }) => {
      say("Would send ", { code: actionId }, ...valueWords(change));
      return { ok: true };
    },
    suggest: async ({ value }) => ({
      ok: true,
      options: SAMPLES.filter((name) => name.toLowerCase().includes(value.toLowerCase())).map((name) => ({
        text: { type: "plain_text", text: name },
        value: name.toLowerCase(),
      })),
    }),
    openLink: (url) => say("Would open ", { code: url }),
    upload: async ({ name }) => ({ ok: true, file: { id: name, name } }),
  };
};

const SAMPLES = ["NA12878", "NA12891", "NA12892", "NA19238", "NA19239", "NA19240"];

const valueWords = ({ value, selectedOption } = {}) => {
  const given = value ?? selectedOption;
  if (given === undefined || given === null) return [", which has no value"];
  return [" with the value ", { code: [given].flat().map(wordsOf).join(", ") || "nothing" }];
};

const wordsOf = (one) =>
  typeof one === "object" && one !== null ? (one.value ?? JSON.stringify(one)) : String(one);
