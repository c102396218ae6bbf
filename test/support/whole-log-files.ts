import { gunzipSync } from "node:zlib";
import type { Message } from "../../src/playground/slack/local-slack.ts";
import type { World } from "./installation.ts";
import { jblow } from "./lab-world.ts";
import { atWork } from "./people-at-work.ts";

export const direct = `D${jblow.slice(1)}`;

type SentFile = { id: string; name: string; comment: string };

/** The files in somebody's direct messages, and what stands in them. */
export function wholeLogFiles(world: World) {
  const { slack } = world;
  const sent = (): SentFile[] =>
    slack
      .messages(direct)
      .flatMap(({ files = [], text }: Message) => files.map(({ id, name }) => ({ id, name, comment: text })));
  const textOf = (id: string): string => {
    const file = slack.files().find((each) => each.id === id);
    const content = file?.content ?? Buffer.alloc(0);
    return (file?.name.endsWith(".gz") ? gunzipSync(content) : content).toString();
  };
  return {
    sent,
    /** As soon as there is one of that name. */
    named: async (name: RegExp): Promise<SentFile & { text: string }> => {
      const file = await atWork(world).see(() => sent().find((each) => name.test(each.name)));
      return { ...file, text: textOf(file.id) };
    },
  };
}
