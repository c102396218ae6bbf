// What blocks stand on: a message, a private answer, a form or the Home tab. It carries their values and takes
// what the person does with them back to the server.

import { post, wordsFor } from "./server.js";
import { toast } from "./toast.js";
import { valuesFor } from "./values.js";

export const surfaceFor = ({ container, names, me, initialValues, extra = {} }) => {
  const key = keyOf(container);
  const values = valuesFor(key, initialValues);
  return {
    ...extra,
    key,
    container,
    names,
    values,
    me,
    act: async ({ blockId, actionId, change }) => {
      const answer = await post("/play/click", {
        as: me,
        container,
        blockId,
        actionId,
        ...change,
        state: values.all(),
      });
      if (!answer.ok) toast(wordsFor(answer.error));
      return answer;
    },
    suggest: ({ blockId, actionId, value }) =>
      post("/play/suggest", { as: me, container, blockId, actionId, value }),
  };
};

const keyOf = (container) => {
  if (container.kind === "message") return `message:${container.channel}:${container.ts}`;
  if (container.kind === "ephemeral") return `ephemeral:${container.id}`;
  return `view:${container.viewId}`;
};
