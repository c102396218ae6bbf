import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { fillingIn, valueIn } from "../support/filling-in.ts";
import { jblow, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn, buttonValue } from "../support/people-at-work.ts";
import { retries } from "../support/retries.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;
let again: ReturnType<typeof retries>;

beforeAll(async () => {
  here = await startHere({ speed: 8 });
  lab = atWork(here);
  again = retries(here);
});

// The press of an old button is made up.
afterAll(() =>
  expectNothingLeft(here, { slackTrouble: ["views.open invalid_trigger_id"] }).finally(() => here.close()),
);

/** Knows nothing of retries: it fails for some indexes until a file is there, and says which sample it reads. */
const unaware = (mended: string, failing: string): string =>
  `sh -c "echo sample $AWS_BATCH_JOB_ARRAY_INDEX of $AWS_BATCH_JOB_ARRAY_SIZE with \\"\\$*\\"; [ -e ${here.folder}/${mended} ] && exit 0; case $AWS_BATCH_JOB_ARRAY_INDEX in ${failing}) exit 1;; esac" me "two words" "it's"`;

const mend = async (mended: string): Promise<void> => {
  const { writeFileSync } = await import("node:fs");
  writeFileSync(`${here.folder}/${mended}`, "");
};

async function logOf(child: string): Promise<string> {
  const { text } = await lab.ask(jblow, petersLab, `/batch logs ${child}`);
  return text;
}

it("the failed two of twenty run again, and a program that knows nothing of it sees indexes 3 and 17", async () => {
  const line = `/batch submit --jobdef hello --name samples --array 20 -- ${unaware("samples", "3|17")}`;
  await lab.ask(jblow, petersLab, line);
  const { end, jobId } = await again.endOf("samples", 0);
  await lab.see(() => /2 of its 20 children failed/.test(end.text) || /2 failed/.test(end.text));
  expect(buttonsIn(end).slice(0, 2)).toEqual(["retry.failed", "retry.again"]);
  expect(JSON.stringify(end.blocks)).toContain("Retry the 2 that failed");

  const preview = await lab.press(jblow, end, "retry.failed");
  expect(preview.text).toBe("samples would run 2 of its 20 indexes again: 3, 17. Nothing was submitted yet.");
  const shown = JSON.stringify(preview.blocks);
  expect(shown).toContain("index 3 → child 0\\nindex 17 → child 1");
  expect(shown).toContain("AWS_BATCH_JOB_ARRAY_INDEX");
  expect(again.submitsOf("samples")).toHaveLength(1);

  await mend("samples");
  const press = () => here.slack.acts.click(jblow, { ephemeralId: preview.id, actionId: "retry.confirm" });
  await Promise.all([press(), press()]);
  const second = await again.endOf("samples", 1);
  expect(second.end.text).toContain("samples succeeded");
  expect(again.submitsOf("samples")).toHaveLength(2);
  expect(again.submitsOf("samples")[1]).toMatchObject({ arrayProperties: { size: 2 } });
  expect(await logOf(`${second.jobId}:0`)).toMatch(
    /\(child 0, index 3 before\):\n\S+ {2}sample 3 of 20 with two words it's$/,
  );
  expect(await logOf(`${second.jobId}:1`)).toContain("sample 17 of 20 with two words it's");
  const card = JSON.stringify(second.card.blocks);
  expect(card).toContain("Runs index 3, 17 of the array of 20 again: its child 0 is index 3");
  expect(card).toMatch(new RegExp(`Before: failed after [^·]*, 2 of 20 children · .${jobId.slice(0, 8)}`));
  expect(card).not.toContain("batchmate-index");
});

it("a part that fails again is not edited in a form: the button is not there, and one of an old message says why", async () => {
  const line = `/batch submit --jobdef hello --name partly --array 6 -- ${unaware("partly", "1|4")}`;
  await lab.ask(jblow, petersLab, line);
  await again.endOf("partly", 0);
  const preview = await lab.ask(jblow, petersLab, "/batch retry partly --failed -- false");
  await lab.follow(jblow, preview, "retry.confirm");
  const { end, card } = await again.endOf("partly", 1);
  expect([...buttonsIn(end), ...buttonsIn(card)]).not.toContain("submit.edit");
  const views = here.slack.views(jblow).length;
  await here.slack.deliver("interactive", {
    type: "block_actions",
    team: { id: "T0HUTCH", domain: "hutch" },
    user: { id: jblow, name: "jblow", team_id: "T0HUTCH" },
    container: { type: "message", message_ts: end.ts, channel_id: end.channel },
    channel: { id: end.channel, name: "peters-lab" },
    trigger_id: "1.2.4",
    actions: [
      {
        type: "button",
        action_id: "submit.edit",
        block_id: "b",
        value: buttonValue(end, "retry.again"),
        action_ts: "1.1",
      },
    ],
  });
  const said = await lab.see(() =>
    here.slack.ephemerals(jblow).find(({ text }) => text.includes("the form cannot say which")),
  );
  expect(said.text).toMatch(
    /^partly runs index 1, 4 of an array again.*\/batch retry [0-9a-f]{8} --memory 32G/,
  );
  expect(here.slack.views(jblow)).toHaveLength(views);
});

it("the next submission begins as the last one that was submitted, not as a part that was run again", async () => {
  const form = fillingIn(here);
  await form.asks(jblow, petersLab, "/batch submit");
  const view = await form.ready(jblow);
  expect(valueIn(view, "jobdef")).toBe("hello");
  expect(valueIn(view, "array")).toBe("6");
  expect(valueIn(view, "command")).toContain("echo sample");
  await here.slack.acts.closeView(jblow, { viewId: view.id });
});

it("a retry of a retry keeps the first indexes, and a single one becomes a job", async () => {
  const line = `/batch submit --jobdef hello --name chain --array 6 -- ${unaware("chain", "1|4|5")}`;
  await lab.ask(jblow, petersLab, line);
  await again.endOf("chain", 0);
  const wanted = await lab.ask(
    jblow,
    petersLab,
    "/batch retry chain --failed -- sh -c 'echo again $AWS_BATCH_JOB_ARRAY_INDEX; [ $AWS_BATCH_JOB_ARRAY_INDEX != 4 ]'",
  );
  expect(wanted.text).toMatch(/^chain would run 3 of its 6 indexes again: 1, 4–5\./);
  await lab.follow(jblow, wanted, "retry.confirm");
  const second = await again.endOf("chain", 1);
  expect(await lab.see(() => /index 4/.test(JSON.stringify(second.card.blocks)))).toBe(true);
  const once = await lab.press(jblow, second.end, "retry.failed");
  expect(once.text).toMatch(/^chain would run 1 of its 6 indexes again: 4\./);
  await lab.follow(jblow, once, "retry.confirm");
  const third = await again.endOf("chain", 2);
  expect(again.submitsOf("chain")[2]?.arrayProperties).toBeUndefined();
  expect(await logOf(third.jobId)).toContain("again 4");
  const all = await lab.press(jblow, third.end, "retry.again");
  expect(all.text).toMatch(/^chain is submitted/);
  const fourth = await again.endOf("chain", 3);
  expect(await logOf(fourth.jobId)).toContain("again 4");
});

it("the definition's own command is told its old index too", async () => {
  await lab.ask(jblow, petersLab, "/batch submit --jobdef greet --name own --array 3 --param who=Ann");
  await again.endOf("own", 0);
  const preview = await lab.ask(jblow, petersLab, "/batch retry own --index 1-2");
  await lab.follow(jblow, preview, "retry.confirm");
  const second = await again.endOf("own", 1);
  expect(again.submitsOf("own")[1]?.containerOverrides?.command?.slice(-3)).toEqual([
    "echo",
    "dear",
    "Ref::who",
  ]);
  expect(await logOf(`${second.jobId}:0`)).toContain("dear Ann");
});

it("what can not be picked is said: no array, no such index, none that failed", async () => {
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name lone -- false");
  await again.endOf("lone", 0);
  expect((await lab.ask(jblow, petersLab, "/batch retry lone --failed")).text).toMatch(
    /^This job is no array/,
  );
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name fine --array 3 -- true");
  await again.endOf("fine", 0);
  expect((await lab.ask(jblow, petersLab, "/batch retry fine --failed")).text).toMatch(
    /^None of its children failed/,
  );
  expect((await lab.ask(jblow, petersLab, "/batch retry fine --index 7")).text).toMatch(
    /^The array has 3 indexes, from 0 to 2; there is no 7\. Nothing was submitted\.$/,
  );
});
