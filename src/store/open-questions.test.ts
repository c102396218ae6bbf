import { expect, test } from "vitest";
import { type Asked, OpenQuestions } from "./open-questions.ts";

const asker = (): Asked & { heard: unknown[] } => {
  const heard: unknown[] = [];
  return { heard, resolve: (value) => void heard.push(value), reject: (error) => void heard.push(error) };
};

test("each who waits has a number of their own, which is given anew once they are answered", () => {
  const open = new OpenQuestions();
  const [first, second, third] = [asker(), asker(), asker()];
  const ids = [open.add(first), open.add(second)];
  expect(new Set(ids).size).toBe(2);
  expect(open.take(ids[0] as number)).toBe(first);
  expect(open.count).toBe(1);
  expect(open.add(third)).toBe(ids[0]);
  expect(open.take(ids[0] as number)).toBe(third);
  expect(open.take(ids[1] as number)).toBe(second);
  expect(open.count).toBe(0);
});

test("what is answered twice, or was never asked, is nobody's", () => {
  const open = new OpenQuestions();
  const id = open.add(asker());
  open.take(id);
  expect(open.take(id)).toBeUndefined();
  expect(open.take(99)).toBeUndefined();
  expect(open.count).toBe(0);
});

test("those who still wait hear that no answer will come, and nobody else", () => {
  const open = new OpenQuestions();
  const [answered, waiting] = [asker(), asker()];
  open.take(open.add(answered));
  open.add(waiting);
  open.rejectAll("the thread has ended");
  expect([answered.heard, waiting.heard]).toEqual([[], ["the thread has ended"]]);
  expect(open.count).toBe(0);
});
