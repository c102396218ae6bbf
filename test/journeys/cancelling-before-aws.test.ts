/** What AWS has not taken yet, because it has no time for it, is stopped without being sent. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { jblow, petersAccount, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn, payloadOf } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;

beforeAll(async () => {
  here = await startHere({ speed: 8 });
  lab = atWork(here);
});

afterAll(() =>
  expectNothingLeft(here, { awsTrouble: ["SubmitJob TooManyRequestsException"] }).finally(() => here.close()),
);

const throttles = () =>
  here.aws.faults.add({ service: "batch", operation: "SubmitJob", effect: { kind: "throttle" } });

const taken = (name: string) =>
  here.aws.jobs(petersAccount).filter((job) => String((job as { jobName?: string }).jobName).includes(name));

it("a job that AWS had no time for is stopped by its owner, and never sent", async () => {
  const end = throttles();
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name regret -- true");
  const card = await lab.see(() => lab.cards().find(({ text }) => text.startsWith("regret")));
  expect(buttonsIn(card)).toContain("cancel");
  const answer = await lab.ask(jblow, petersLab, '/batch cancel regret --reason "wrong genome"');
  expect(answer.text).toBe("regret is stopped before AWS had it: it is not sent any more, and nothing runs.");
  const reply = await lab.see(() =>
    here.slack.thread(card.channel, card.ts).find((each) => payloadOf(each)?.kind === "finished"),
  );
  expect(reply.text).toContain("wrong genome");
  end();
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name after -- true");
  await lab.ended("after");
  expect(taken("regret")).toEqual([]);
});

it("of many jobs those that AWS has not taken are stopped together, and the whole has ended", async () => {
  const end = throttles();
  const shown = await lab.ask(
    jblow,
    petersLab,
    "/batch submit --jobdef hello --name cohort --each sample=NA1,NA2,NA3,NA4 -- echo Ref::sample",
  );
  await lab.follow(jblow, shown, "submit.batch");
  await lab.see(() => lab.cards().find(({ text }) => text.startsWith("cohort")));
  await lab.see(() => here.aws.calls().filter(({ operation }) => operation === "SubmitJob").length > 2);
  const question = await lab.ask(jblow, petersLab, "/batch cancel --name cohort*");
  const answer = await lab.follow(jblow, question, "cancel.confirm");
  expect(answer.text).toContain("stopped before AWS had them: they are not sent any more.");
  end();
  await lab.see(() => lab.posts().find(({ text }) => text.startsWith(`<@${jblow}> cohort:`)), 60_000);
  expect(taken("cohort")).toEqual([]);
});
