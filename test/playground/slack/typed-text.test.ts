import { afterAll, beforeAll, expect, test } from "vitest";
import type { LocalSlack } from "../../../src/playground/slack/local-slack.ts";
import { aWorkspace } from "./a-workspace.ts";

let slack: LocalSlack;
beforeAll(async () => {
  slack = await aWorkspace();
});
afterAll(() => slack.close());

test.each([
  ["@jblow", "<@U0JBLOW|jblow>", "<@U0JBLOW>"],
  ["@Batchmate", "<@U0BATCH|batchmate>", "<@U0BATCH>"],
  ["@nobody", "@nobody", "@nobody"],
  ["@channel", "<!channel>", "<!channel>"],
  ["#peters-lab", "<#C0PETERS|peters-lab>", "<#C0PETERS|peters-lab>"],
  ["#secret", "<#C0SECRET|>", "<#C0SECRET>"],
  ["#1", "#1", "#1"],
  ["<@U0PETERS> & <b>", "<@U0PETERS> &amp; &lt;b&gt;", "<@U0PETERS> &amp; &lt;b&gt;"],
  ["s3://bucket/in.csv, please", "<s3://bucket/in.csv>, please", "<s3://bucket/in.csv>, please"],
  ["https://a.org/x?a=1&b=2", "<https://a.org/x?a=1&amp;b=2>", "<https://a.org/x?a=1&amp;b=2>"],
  [
    "jblow@example.org",
    "<mailto:jblow@example.org|jblow@example.org>",
    "<mailto:jblow@example.org|jblow@example.org>",
  ],
  [
    "docker.io/lib/x:1",
    "<http://docker.io/lib/x:1|docker.io/lib/x:1>",
    "<http://docker.io/lib/x:1|docker.io/lib/x:1>",
  ],
  ["align.sh --mem=4", "align.sh --mem=4", "align.sh --mem=4"],
])("%s is sent marked", async (typed, inCommand, inMessage) => {
  const { delivery } = await slack.acts.types("U0PETERS", {
    channel: "C0PETERS",
    text: `/batch run ${typed}`,
  });
  const { message } = await slack.acts.types("U0PETERS", { channel: "C0PETERS", text: `see ${typed}` });
  expect([delivery?.payload.text, message?.text]).toEqual([`run ${inCommand}`, `see ${inMessage}`]);
});
