import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { amate, general, jblow, labsFile, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;

/** A. Mate works in both labs. */
const labs = labsFile.replace(
  "      - { slack: U0KLEE,",
  "      - { slack: U0AMATE, hutchnet: amate, role: member }\n      - { slack: U0KLEE,",
);

beforeAll(async () => {
  here = await startHere({ speed: 8, labs });
  lab = atWork(here);
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

type Written = { by?: string; channel?: string; text?: string; csv?: string };

/** Writes a message, and chooses *Submit this job* in its menu. */
async function submits({ by = jblow, channel = petersLab, text = "", csv }: Written) {
  const files = csv === undefined ? [] : [await upload(by, "samples.csv", csv)];
  const { message } = await here.slack.acts.types(by, { channel, text, files });
  const before = new Set(here.slack.ephemerals(by).map(({ id }) => id));
  const place = { callbackId: "submit", channel, ts: message?.ts ?? "" };
  await here.slack.acts.messageShortcut(by, place);
  return lab.see(() => here.slack.ephemerals(by).find(({ id }) => !before.has(id)));
}

async function upload(by: string, name: string, content: string): Promise<string> {
  const sent = await fetch(`${here.slack.url}/play/upload?as=${by}&name=${name}`, {
    method: "POST",
    body: content,
  });
  return ((await sent.json()) as { file: { id: string } }).file.id;
}

const closing = (name: string) =>
  lab.see(() => lab.posts().find(({ text }) => text.startsWith(`<@${jblow}> ${name}:`)), 60_000);

const sent = () =>
  here.aws
    .calls()
    .filter(({ operation }) => operation === "SubmitJob")
    .map(({ input }) => input as { jobName: string; parameters?: Record<string, string> });

it("twenty samples from an attached table: fifteen succeed, five fail, one card and one mention", async () => {
  const rows = Array.from({ length: 20 }, (_, index) => `NA${index + 1};${index % 4 === 0 ? 1 : 0}`);
  const shown = await submits({
    text: "Our cohort: `/batch submit --jobdef hello --name cohort -- sh -c 'exit $0' Ref::code`",
    csv: `\uFEFFsample;code\r\n${rows.join("\r\n")}\r\n`,
  });
  expect(shown.text).toBe("20 jobs of cohort are ready; nothing was submitted yet.");
  await lab.follow(jblow, shown, "submit.batch");
  expect((await closing("cohort")).text).toBe(
    `<@${jblow}> cohort: 15 of 20 succeeded, 5 failed: cohort-NA1 (exit code 1), cohort-NA5 (exit code 1), cohort-NA9 (exit code 1), cohort-NA13 (exit code 1), cohort-NA17 (exit code 1).`,
  );
  expect(sent()).toHaveLength(20);
  expect(sent().find(({ jobName }) => jobName.includes("-NA7-"))?.parameters).toEqual({
    sample: "NA7",
    code: "0",
  });
  const card = await lab.see(() => lab.cards().find(({ text }) => text.includes("20 of 20 ended")));
  const replies = here.slack.thread(card.channel, card.ts).filter(({ threadTs }) => threadTs !== undefined);
  expect(replies).toHaveLength(6);
  expect(lab.cards()).toHaveLength(1);
});

it("bad rows of a table in a code block are listed with their place, and skipped at a press", async () => {
  const shown = await submits({
    text: "these:\n```\nsample,memory\nNA1,512M\nNA2,8\nNA3,256M\n,256M\n```\n`/batch submit --jobdef hello --name block -- echo Ref::sample`",
  });
  expect(shown.text).toBe("2 of 4 rows are good; nothing was submitted yet.");
  const words = JSON.stringify(shown.blocks);
  expect(words).toContain("Row 3, column memory: ");
  expect(words).toContain("Row 5, column sample: The cell is empty, and hello:1 needs a value.");
  expect(words).toContain("Skip 2 bad rows");
  await lab.follow(jblow, shown, "submit.batch");
  expect((await closing("block")).text).toBe(`<@${jblow}> block: all 2 jobs succeeded.`);
});

it("a table that does not say what to run asks, and a press answers", async () => {
  const asked = await submits({ csv: "who\nAda\nGrace\n" });
  expect(asked.text).toMatch(/^What should run for each row of the table\?/);
  const [, greet = ""] =
    /"action_id":"(submit\.table\.\d)","text":\{"type":"plain_text","text":"greet"/.exec(
      JSON.stringify(asked.blocks),
    ) ?? [];
  const shown = await lab.follow(jblow, asked, greet);
  expect(shown.text).toBe("2 jobs of greet are ready; nothing was submitted yet.");
});

/** The button with this label. */
function labelled({ blocks }: { blocks?: unknown }, label: string): string {
  const buttons = [
    ...JSON.stringify(blocks).matchAll(
      /"action_id":"([^"]+)","text":\{"type":"plain_text","text":"([^"]+)"/g,
    ),
  ];
  return buttons.find(([, , text]) => text === label)?.[1] ?? `no ${label}`;
}

it("the table of who is in two labs goes with the lab that is pressed, and is shown before it is sent", async () => {
  const before = sent().length;
  const csv = "who\nAda\nGrace\n";
  const asked = await submits({ by: amate, channel: general, text: "`--jobdef hello --name both`", csv });
  expect(asked.text).toMatch(/^For which lab\?/);
  const shown = await lab.follow(amate, asked, labelled(asked, "Use peters-u"));
  expect(shown.text).toBe("2 jobs of both are ready; nothing was submitted yet.");

  const without = await submits({ by: amate, channel: general, csv });
  const what = await lab.follow(amate, without, labelled(without, "Use peters-u"));
  expect(what.text).toMatch(/^What should run for each row of the table\?/);
  const ready = await lab.follow(amate, what, labelled(what, "greet"));
  expect(ready.text).toBe("2 jobs of greet are ready; nothing was submitted yet.");
  expect(sent()).toHaveLength(before);
});

it("of values that look like secrets the press says that they are sent all the same, and no name holds one", async () => {
  const secrets = ["ghp_0123456789abcdefghijABCDEFGHIJ012345", "ghp_ABCDEFGHIJ0123456789abcdefghij012345"];
  const line = `/batch submit --jobdef hello --name tokens --each env.GITHUB_TOKEN=${secrets.join(",")}`;
  const shown = await lab.ask(jblow, petersLab, line);
  expect(labelled(shown, "Submit 2 jobs anyway")).toMatch(/^submit\.batch/);
  const words = JSON.stringify(shown.blocks);
  expect(words).toContain("tokens-1, tokens-2");
  expect(words).not.toContain("tokens-ghp");
});
