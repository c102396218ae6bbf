import { expect, test } from "vitest";
import { keptAnswers } from "./kept-answers.ts";

function world(most = 100) {
  let nowMs = 1_000;
  const asked: string[] = [];
  const answers = keptAnswers({ nowMs: () => nowMs }, { forMs: 10_000, most });
  const ask = (
    question: string,
    outcome: Promise<string> = Promise.resolve(`${question} ${asked.length + 1}`),
  ) =>
    answers.get(question, () => {
      asked.push(question);
      return outcome;
    });
  return { answers, asked, ask, pass: (ms: number) => (nowMs += ms) };
}

test("the same question is asked once in some seconds, and then again", async () => {
  const { ask, asked, pass } = world();
  expect([await ask("queues"), await ask("queues")]).toEqual(["queues 1", "queues 1"]);
  pass(9_999);
  await ask("queues");
  expect(asked).toHaveLength(1);
  pass(1);
  expect(await ask("queues")).toBe("queues 2");
});

test("those who ask while it is being asked share one call, however long it takes", async () => {
  const { ask, asked, pass } = world();
  const { promise, resolve } = Promise.withResolvers<string>();
  const both = [ask("queues", promise), ask("queues")];
  pass(60_000);
  both.push(ask("queues"));
  resolve("late");
  expect(await Promise.all(both)).toEqual(["late", "late", "late"]);
  expect(asked).toHaveLength(1);
});

test("a failure is told to who waited for it, and not kept", async () => {
  const { ask } = world();
  const both = [ask("queues", Promise.reject(new Error("throttled"))), ask("queues")];
  expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await ask("queues")).toBe("queues 2");
});

test("what is asked anew is what others get from then on", async () => {
  const { ask, answers } = world();
  await ask("queues");
  expect(await answers.anew("queues", async () => "newer")).toBe("newer");
  expect(await ask("queues")).toBe("newer");
});

test("a failure of an older question lets go of nothing newer", async () => {
  const { ask, answers } = world();
  const { promise, reject } = Promise.withResolvers<string>();
  const older = ask("queues", promise);
  await answers.anew("queues", async () => "newer");
  reject(new Error("too late"));
  await expect(older).rejects.toThrow("too late");
  expect(await ask("queues")).toBe("newer");
});

test("of very many questions only some are kept", async () => {
  const { ask, asked } = world(2);
  for (const question of ["a", "b", "c", "a"]) await ask(question);
  expect(asked).toEqual(["a", "b", "c", "a"]);
});
