import { expect, test } from "vitest";
import { commandKind } from "./command-words.ts";

test.each([
  ["python run.py --in 'a b.txt'", ["python", "run.py", "--in", "a b.txt"]],
  ['["python", "run me.py"]', ["python", "run me.py"]],
  ["  bwa   mem Ref::reference ", ["bwa", "mem", "Ref::reference"]],
])("the command %s is read word by word, and reads the same once more", (text, words) => {
  expect(commandKind.read(text, "This")).toEqual({ ok: true, value: words });
  expect(commandKind.read(commandKind.write(words), "This")).toEqual({ ok: true, value: words });
});

test.each([
  ["[python]", /^This: .* is a JSON list of words, such as `\["python", "run.py"\]`\.$/],
  ['["python", 3]', /is a JSON list of words/],
  ["[]", /is a JSON list of words/],
  ["python 'run", /a quote is opened and never closed/],
  ["  ", /the command is empty/],
])("the command %s names what is wrong with it", (text, why) => {
  const reading = commandKind.read(text, "This");
  expect(reading.ok ? "" : reading.mistake).toMatch(why);
});
