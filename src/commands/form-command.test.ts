import { expect, test } from "vitest";
import { readCommand, writeCommand } from "./form-command.ts";

test.each<[string, object]>([
  ["", {}],
  ["  \n ", {}],
  ["python run.py --sample NA1", { command: ["python", "run.py", "--sample", "NA1"] }],
  ["echo 'two words' \"and two\"", { command: ["echo", "two words", "and two"] }],
  ["echo ‘curly quotes’", { command: ["echo", "curly quotes"] }],
  ["echo 'a | b' '$HOME'", { command: ["echo", "a | b", "$HOME"] }],
  ["echo Ref::sample", { command: ["echo", "Ref::sample"] }],
  ["echo &lt; 'x'", { shell: "echo &lt; 'x'" }],
  ["zcat in.gz | wc -l", { shell: "zcat in.gz | wc -l" }],
  ["echo $HOME", { shell: "echo $HOME" }],
  ['echo "$HOME"', { shell: 'echo "$HOME"' }],
  ["ls *.txt", { shell: "ls *.txt" }],
  ["cd /x\nmake", { shell: "cd /x\nmake" }],
  ["a && b", { shell: "a && b" }],
])("%j is what a terminal would make of it", (text, read) => {
  expect(readCommand(text)).toEqual({ ok: true, ...read });
});

test.each([
  { command: ["echo", "two words", "it's", 'a "quote"', "$X | y", "&amp;", "<b>", "", "*"] },
  { shell: "a | b" },
])("%j reads the same when it was written into the field", (given) => {
  expect(readCommand(writeCommand(given) ?? "")).toEqual({ ok: true, ...given });
});

test("a quote that is never closed is named", () => {
  expect(readCommand("echo 'oops and more")).toEqual({
    ok: false,
    mistake: "The quote ' before `oops and more` is never closed.",
  });
});
