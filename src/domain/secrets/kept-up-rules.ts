/**
 * Secretlint's rules: what vendors' tokens look like, kept up by people who follow them. They are asked one by one and
 * not through Secretlint's own `lintSource`: that waits where nothing has to, and obeys `secretlint-disable` in the
 * text, by which a log could switch its own mask off.
 */
import { rules } from "@secretlint/secretlint-rule-preset-recommend";
import { hintFinder } from "./hint-finder.ts";
import { keptUpHints } from "./kept-up-hints.ts";
import type { Span } from "./secret-assignment.ts";

/** In order, without overlaps. Linear in the text, but for bounded repetitions. */
export function keptUpSpans(text: string): Span[] {
  if (!longRun.test(text)) return [];
  const spans: Span[] = [];
  const scan = { report: (from: number, to: number) => void spans.push({ from, to }) };
  for (const { ask } of unhinted) ask(text, scan.report);
  for (const place of placesIn(text) ?? []) scanners[place]?.ask(text, scan.report);
  return spans.length < 2 ? spans : merged(spans);
}

/** Every rule wants a run as long as this, or a sign-in within an address. */
const longRun = /[\w+/=.-]{16}|:\/\/[^\s/@]{1,256}@/;

type Report = (from: number, to: number) => void;

/** As much of a rule as is needed here. Source: secretlint/docs/secretlint-rule.md in its repository. */
type Rule = {
  meta: { id: string; type: string };
  create(context: RuleContext, options: Record<string, never>): { file?: (source: Source) => unknown };
};
type RuleContext = {
  createTranslator(messages: unknown): (id: string) => { message: string; messageId: string };
  report(descriptor: { range: readonly [from: number, to: number] }): void;
};
type Source = { content: string; filePath: undefined; ext: string; contentType: "text" };

/** One obeys comments in the text; the other reads files of their own kind from the disk. */
const leftOut: readonly string[] = ["filter-comments", "gcp"];

const scanners = (rules as unknown as readonly Rule[])
  .map((rule) => ({ rule, name: rule.meta.id.replace("@secretlint/secretlint-rule-", "") }))
  .filter(({ rule, name }) => rule.meta.type === "scanner" && !leftOut.includes(name))
  .map(({ rule, name }) => ({ name, hints: keptUpHints[name] ?? [], ask: scanner(rule) }));

function scanner(rule: Rule): (text: string, told: Report) => void {
  let report: Report = () => undefined;
  const { file } = rule.create(
    {
      createTranslator: () => (messageId) => ({ message: messageId, messageId }),
      report: ({ range: [from, to] }) => report(from, to),
    },
    {},
  );
  return (text, told) => {
    report = told;
    file?.({ content: text, filePath: undefined, ext: "", contentType: "text" });
  };
}

const unhinted = scanners.filter(({ hints }) => hints.length === 0);
const placesIn = hintFinder(
  scanners.flatMap(({ hints }, place) => hints.map((text) => ({ text, tells: [place] }))),
);

function merged(spans: readonly Span[]): Span[] {
  const inOrder = spans.toSorted((a, b) => a.from - b.from || b.to - a.to);
  const whole: Span[] = [];
  for (const { from, to } of inOrder) {
    const last = whole.at(-1);
    if (last !== undefined && from < last.to) last.to = Math.max(last.to, to);
    else whole.push({ from, to });
  }
  return whole;
}
