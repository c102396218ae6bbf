import { describe, expect, test } from "vitest";
import { lex } from "./lex.ts";
import { referencesAsTyped } from "./slack-text.ts";

function words(text: string): readonly string[] {
  const lexed = lex(text);
  if (lexed.open !== undefined) throw new Error(`open ${lexed.open.quote}`);
  return lexed.words.map((word) => word.text);
}

describe("words of a line", () => {
  test.each<[string, readonly string[]]>([
    ["", []],
    [" a  b\tc\nd ", ["a", "b", "c", "d"]],
    ["a\u00a0b\u202fc\u200b", ["a", "b", "c"]],
    ["—memory 4G —", ["--memory", "4G", "--"]],
    ["–memory 0–99 – x", ["--memory", "0-99", "--", "x"]],
    ["3‑4 −5", ["3-4", "-5"]],
    ["“a b” ‘c d’ \"e f\" 'g h'", ["a b", "c d", "e f", "g h"]],
    ["„a b“ ‚c d‘", ["a b", "c d"]],
    ["“it's” don’t ‘don’t’", ["it's", "don't", "don't"]],
    ["C=“d e”f", ["C=d ef"]],
    ["'' \"\" ''x", ["", "", "x"]],
    ["a\\ b \\\"c \\'", ["a b", '"c', "'"]],
    ['"a \\"b\\" \\$c \\n" \'\\n\'', ['a "b" $c \\n', "\\n"]],
    ["a \\\n b\\\nc \\", ["a", "bc", "\\"]],
    ["-- echo ‘hello world’ —x", ["--", "echo", "hello world", "--x"]],
    ["‘a —b – c’", ["a --b -- c"]],
    ["\\“ \\—", ["“", "—"]],
  ])("%j", (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  test.each<[string, readonly string[]]>([
    ["<https://example.org/a?b=1&amp;c=2>", ["https://example.org/a?b=1&c=2"]],
    ["<https://example.org/a|example.org/a>", ["example.org/a"]],
    ["<http://docker.io/x:1|docker.io/x:1>", ["docker.io/x:1"]],
    ["<https://example.org|a page>", ["https://example.org"]],
    ["<mailto:j@example.org|j@example.org>", ["j@example.org"]],
    ["--env URL=<https://example.org/>", ["--env", "URL=https://example.org/"]],
    ["'<s3://b/k|s3://b/k>'", ["s3://b/k"]],
    ["a &lt; b &gt; c &amp;&amp; d", ["a", "<", "b", ">", "c", "&&", "d"]],
    ["&amp;lt; &amp;amp;", ["&lt;", "&amp;"]],
    ["sort < in.txt", ["sort", "<", "in.txt"]],
    ["<#C1|general> <@U1|jblow> <@U2>", ["<#C1|general>", "<@U1|jblow>", "<@U2>"]],
  ])("what Slack did to %j is undone", (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  test.each<[string, readonly string[]]>([
    ['{"a": "x — y", "b": [1, "]"]} z', ['{"a": "x — y", "b": [1, "]"]}', "z"]],
    ['--env=[{"name": "A", "value": "b  c"}]', ['--env=[{"name": "A", "value": "b  c"}]']],
    [`'{"a": "it’s – “so”"}'`, ['{"a": "it’s – “so”"}']],
    [`‘{"a": "x — y"}’`, ['{"a": "x — y"}']],
    [`“{"a": "x"}”`, ['{"a": "x"}']],
    [`'A={"a": "—"}'`, ['A={"a": "—"}']],
    ['"{\\"a\\": 1}"', ['{"a": 1}']],
    ["{“a”: “b”}", ["{“a”: “b”}"]],
    ['{"u": "<https://example.org>"}', ['{"u": "https://example.org"}']],
    ["[a-z]*.txt {a,b} [0-9]x", ["[a-z]*.txt", "{a,b}", "[0-9]x"]],
  ])("JSON stays as it is: %j", (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  test.each([
    ['a "b c', '"', 2],
    ["x it's y", "'", 4],
    ["“a", '"', 0],
    ["'a\\'", undefined, 0],
  ])("an open quote in %j is told, with its place", (text, quote, start) => {
    const { open } = lex(text);
    expect(open).toEqual(quote === undefined ? undefined : { quote, start });
  });

  test("places are in the text as typed, and quoted characters are known", () => {
    const { text, words } = lex("&lt;a --b='c'");
    expect(words.map(({ start, end }) => text.slice(start, end))).toEqual(["<a", "--b='c'"]);
    expect(words.map(({ bare }) => bare)).toEqual([2, 4]);
  });

  test("channels and people are shown as typed", () => {
    expect(referencesAsTyped("<#C1|general> <@U1|jblow> <@U2> <!here> <!channel|channel>")).toBe(
      "#general @jblow <@U2> @here @channel",
    );
  });
});
