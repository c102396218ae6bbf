import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { list, logs, submit, verbs } from "../../test/support/sample-verbs.ts";
import { render } from "./render.ts";
import type { SubmitInput } from "./submit/submit-options.ts";
import { findVerb } from "./typing/find-verb.ts";
import { lex } from "./typing/lex.ts";
import { type Parsed, parse } from "./typing/parse.ts";
import { quote } from "./typing/quote.ts";

/** Characters that phones, Slack and shells care about, among any others. */
const troublesome = fc.constantFrom(
  ...("'\"\\`“”‘’„—–-−\u00a0\u200b <>&;=,{}[]|#@:/\n…$ü😀a1".match(/./gsu) ?? []),
);
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: troublesome, maxLength: 60 }),
  fc
    .array(fc.constantFrom("&lt;", "&amp;", "<https://", "|", ">", "a", "'", "<", "&"))
    .map((parts) => parts.join("")),
);
/** Slack's own form of a channel or person is read as typed: it is no text that a person can write. */
const word = anyText.filter((text) => !/<[#@!]/.test(text));

describe("quoting", () => {
  test("any text in quotes is read as that one word", () => {
    fc.assert(
      fc.property(word, (text) => {
        expect(lex(quote(text)).words.map((each) => each.text)).toEqual([text]);
      }),
    );
  });
});

const name = fc.stringMatching(/^[A-Za-z0-9][\w-]{0,20}$/);
const key = fc.stringMatching(/^[A-Za-z_]\w{0,10}$/);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const pairs = fc.dictionary(key, word, { maxKeys: 4 });
const job = fc.oneof(
  fc.uuid().map((id) => ({ kind: "id" as const, id })),
  fc.stringMatching(/^[0-9a-f]{4,8}$/).map((text) => ({ kind: "start" as const, text })),
  fc
    .stringMatching(/^[g-z][\w-]{0,20}$/)
    .map((text) => ({ kind: "name" as const, name: text, indexes: [3] })),
);

const eachValue = fc.stringMatching(/^[\w./,"'& -]{1,9}$/).map((text) => text.trim() || "NA1");

const anyInputs: fc.Arbitrary<SubmitInput> = fc.record({
  command: maybe(fc.array(word, { minLength: 1, maxLength: 6 })),
  jobdef: maybe(fc.tuple(name, fc.nat(99)).map(([text, n]) => `${text}:${n + 1}`)),
  queue: maybe(name),
  name: maybe(name),
  vcpus: maybe(fc.constantFrom(0.25, 0.5, 1, 96)),
  memory: maybe(fc.integer({ min: 4, max: 1e6 })),
  gpus: maybe(fc.integer({ min: 1, max: 8 })),
  env: pairs,
  param: pairs,
  each: fc.array(fc.record({ name: key, values: fc.array(eachValue, { minLength: 1, maxLength: 3 }) }), {
    maxLength: 1,
  }),
  array: maybe(fc.integer({ min: 2, max: 10_000 })),
  attempts: fc.integer({ min: 2, max: 10 }),
  retryOn: maybe(fc.constantFrom("spot" as const, "any" as const)),
  timeout: maybe(fc.integer({ min: 60, max: 1e6 })),
  dependsOn: fc.array(
    fc.oneof(
      fc.record({ on: job, type: fc.constantFrom("N_TO_N" as const, "SEQUENTIAL" as const) }),
      fc.record({ on: fc.uuid().map((id) => ({ kind: "id" as const, id })) }),
      fc.constant({ type: "SEQUENTIAL" as const }),
    ),
    { maxLength: 3 },
  ),
  shareId: maybe(fc.stringMatching(/^[A-Za-z0-9]{1,9}$/)),
  tag: fc.dictionary(key, fc.stringMatching(/^[\w ./:=+@-]{0,20}$/), { maxKeys: 2 }),
  like: maybe(job),
  recipe: fc.constant(undefined),
  pi: maybe(fc.constant("peters-u")),
  to: maybe(fc.constantFrom({ kind: "me" as const }, { kind: "here" as const })),
  shell: fc.constant(undefined),
  script: maybe(fc.constant("s3://bucket-1/a/run.sh")),
  reason: maybe(name),
  dryRun: fc.boolean(),
});
/** A job is not made many. */
const submitInputs = anyInputs.map((input) =>
  input.each.length > 0 ? { ...input, like: undefined } : input,
);

function readBack(line: string): Parsed<unknown> {
  const found = findVerb(verbs, line);
  if (found.kind !== "verb") throw new Error(line);
  return parse(found.command, found.rest);
}

describe("a line written from an input", () => {
  test("reads as that input again", () => {
    fc.assert(
      fc.property(submitInputs, (input) => {
        const line = render(submit, input);
        fc.pre(line.length < 8000);
        expect(readBack(line)).toMatchObject({ ok: true, input });
      }),
    );
  });

  test("of logs and list as well", () => {
    const read = {
      job: { kind: "start" as const, text: "3fa9" },
      tail: 5,
      head: undefined,
      grep: "/a/ or -v",
      before: 1,
      after: 2,
      context: undefined,
      since: { day: { daysAgo: 1 }, second: 50_400 },
      until: { atMs: Date.UTC(2026, 10, 1, 10, 30) + 250 },
      attempt: 2,
      index: [1, 2, 3, 9],
      node: undefined,
      failed: false,
      follow: false,
      container: "main-1",
      stream: undefined,
      file: false,
    };
    expect(readBack(render(logs, read))).toMatchObject({ ok: true, input: read });
    const [attempt, index, container] = [undefined, undefined, undefined];
    const job = { kind: "stream" as const, stream: "align/default/0123456789ab", group: "/aws/batch/job" };
    const ofStream = { ...read, job, attempt, index, container };
    expect(readBack(render(logs, ofStream))).toMatchObject({ ok: true, input: ofStream });
    const listed = {
      state: ["failed" as const, "stopped" as const],
      queue: undefined,
      name: "align*",
      run: "may cohort",
      since: { atMs: Date.UTC(2026, 10, 1, 10, 30) },
      mine: true,
    };
    expect(readBack(render(list, listed))).toMatchObject({ ok: true, input: listed });
    expect(render(list, listed)).toBe(
      "list --state failed --state stopped --name 'align*' --run 'may cohort' --since 2026-11-01T10:30:00.000Z --mine",
    );
  });
});

describe("any text at all", () => {
  const pieces = fc.constantFrom(
    ...[
      "--memory",
      "4G",
      "--env",
      "A=b",
      "--",
      "—",
      "-n",
      "--array=1-5",
      "{",
      '{"a":',
      "<#C1|x>",
      "<@U2>",
      "&lt;",
      "'",
      "“",
      "3fa9:7",
    ],
    ...[
      "--reason",
      "--shell",
      "python",
      "--dry-run",
      "=",
      "--x=",
      "size=5",
      "align:3",
      "-5",
      "/x/",
      "\\",
      "--since",
      "6 h",
    ],
  );
  const lines = fc.oneof(
    anyText,
    fc.array(fc.oneof(pieces, anyText), { maxLength: 25 }).map((parts) => parts.join(" ")),
  );

  test.each(verbs.map((verb) => [verb.verb, verb] as const))(
    "after %s is read or refused with sentences",
    (_name, verb) => {
      fc.assert(
        fc.property(lines, (text) => {
          const parsed = parse(verb, text);
          if (parsed.ok) return;
          expect(parsed.mistakes.length).toBeGreaterThan(0);
          for (const { what } of parsed.mistakes) expect(what).toMatch(/^[`A-Z].*[.?]$/s);
          if (parsed.corrected !== undefined) {
            expect(parse(verb, parsed.corrected.slice(`/batch ${verb.verb}`.length)).ok).toBe(true);
          }
        }),
      );
    },
  );

  test("has a verb, none, or one that is offered", () => {
    fc.assert(
      fc.property(lines, (text) => {
        expect(["verb", "help", "unknown", "none"]).toContain(findVerb(verbs, text).kind);
      }),
    );
  });
});
