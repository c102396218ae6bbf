/** What programs write, as CloudWatch gives it, and what a person sees of it. */
import { expect, test } from "vitest";
import { pagedLog, pagedStream } from "../../test/support/paged-log.ts";
import { createMask } from "./mask.ts";
import { readLog } from "./read-log.ts";
import { compileSearch } from "./search.ts";

const mask = createMask({ values: [], patterns: [] });
const esc = "\x1b";

async function shownOf(events: readonly string[], pattern?: string): Promise<string[]> {
  const { jobLogs } = pagedLog(events.map((text, n) => ({ atMs: 1_000 + n, text })));
  const compiled = pattern === undefined ? undefined : compileSearch(pattern);
  if (compiled?.ok === false) throw new Error(compiled.mistake);
  const reading = await readLog({ jobLogs, mask, nowMs: () => 0 }, pagedStream, {
    query: {
      from: "tail",
      count: 50,
      ...(compiled && { search: { search: compiled.value, before: 0, after: 0 } }),
    },
    bounds: { maxPages: 20, deadlineMs: 1, lineChars: 500, wholeChars: 3_000 },
  });
  return reading.found ? reading.lines.map(({ text }) => text) : [];
}

const json = (chars: number) => JSON.stringify({ level: "info", message: "x".repeat(chars - 29) });

test.each<[string, readonly string[], readonly string[]]>([
  ["colours and styles", [`${esc}[1;38;5;196mERROR${esc}[0m ${esc}[4mhere${esc}[24m`], ["ERROR here"]],
  [
    "a window title, ended either way",
    [`${esc}]0;job 7\x07one`, `${esc}]2;job 8${esc}\\two`],
    ["one", "two"],
  ],
  ["links of a terminal", [`${esc}]8;;https://evil.example${esc}\\click${esc}]8;;${esc}\\`], ["click"]],
  ["switched character sets", [`${esc}(0lqk${esc}(B done`], ["lqk done"]],
  ["moves of the cursor that clear a screen", [`${esc}[2J${esc}[H${esc}[?1049htop`], ["top"]],
  ["a bar in one event", ["\r  0%|    |\r 50%|##  |\r100%|####|"], ["100%|####|"]],
  [
    "a bar over several events",
    ["\r 10%|#   | 1/10", "\r 20%|##  | 2/10", "\r100%|####| 10/10", "done"],
    ["100%|####| 10/10", "done"],
  ],
  [
    "a bar cut in the middle by a full buffer",
    ["\r 10%|#   | 1/10\r 20%|##", "  | 2/10\r 30%|### | 3/10"],
    [" 30%|### | 3/10"],
  ],
  ["a spinner", [`|${esc}[1D/${esc}[1D-${esc}[1D\\`, "ok"], ["|/-\\", "ok"]],
  ["events that are nothing but noise", ["a", `${esc}[2K${esc}[1G`, "b"], ["a", "b"]],
  ["lines that are meant to be empty", ["a", "", "b"], ["a", "", "b"]],
  ["controls, a bell and a NUL", ["a\x00b\x07c\x08d"], ["abd"]],
  ["turned writing that hides what a file is called", ["invoice\u202efdp.exe"], ["invoicefdp.exe"]],
  ["letters without width within a word", ["pa\u200bss\u2060word\ufeff"], ["password"]],
  ["isolates and tags", ["\u2066a\u2069\u{e0041}b"], ["ab"]],
  [
    "a character cut in two by a full buffer",
    ["caf\ufffd", "\ufffd\ufffd au lait"],
    ["caf\ufffd", "\ufffd au lait"],
  ],
  ["half of a pair", ["\ud83d!"], ["\ufffd!"]],
  ["a program that prints what is no text", ["\x7fELF\x02\x01\x01\x00\x00\ufffd\ufffd\ufffd"], ["ELF\ufffd"]],
  ["line ends of Windows", ["one\r\ntwo\r\n"], ["one", "two"]],
  ["several lines in one event", ["a\n  b\n\nc"], ["a", "  b", "", "c"]],
  ["a line of JSON", [json(900)], [json(900)]],
  ["JSON in several lines", ['{\n  "a": 1\n}'], ["{", '  "a": 1', "}"]],
  ["markup of Slack", ["<!channel> *x* <https://a|b> &lt;"], ["<!channel> *x* <https://a|b> &lt;"]],
])("%s", async (_what, events, shown) => {
  expect(await shownOf(events)).toEqual(shown);
});

test.each([
  ["a line", "x".repeat(9_000), /^x{430} … \(8,570 characters more\)$/],
  [
    "JSON that is longer than a screen",
    json(9_000),
    /^\{"level":"info".{400,} … \(8,\d{3} characters more\)$/,
  ],
  ["an event of a megabyte", `${"é".repeat(400_000)}`, /^é{430} … \(399,570 characters more\)$/],
])("%s that is too long says how much is missing", async (_what, text, shown) => {
  const [line] = await shownOf([text]);
  expect(line).toMatch(shown);
});

test("what is looked for is found in what is seen, wherever colours stand", async () => {
  const events = [`${esc}[31mER${esc}[0mROR: disk full`, "  0%|  |\r100%|##| ERROR-free", "fine"];
  expect(await shownOf(events, "error")).toEqual(["ERROR: disk full", "100%|##| ERROR-free"]);
});
