import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanLine, shortenLine, splitLines } from "./log-text.ts";

const esc = "\x1b";

describe("a cleaned line", () => {
  test.each([
    ["plain text", "plain text", "plain text"],
    ["colours", `${esc}[1;31mError${esc}[0m: no input`, "Error: no input"],
    ["256 colours with colons", `${esc}[38:5:196mred${esc}[m`, "red"],
    ["grep's erase after each colour", `a ${esc}[01;31m${esc}[Kmatch${esc}[m${esc}[K b`, "a match b"],
    ["cursor movements", `${esc}[2A${esc}[?25lworking${esc}[?25h`, "working"],
    ["a window title", `${esc}]0;build 7\x07done`, "done"],
    ["a hyperlink", `${esc}]8;;https://example.org${esc}\\here${esc}]8;;${esc}\\`, "here"],
    ["an unfinished title, which must not hide the rest", `${esc}]0;done`, "0;done"],
    ["a picture", `${esc}Pq#0;2;0;0;0~~@@${esc}\\after`, "after"],
    ["eight-bit sequences", "\x9b31mred\x9b0m \x9d0;title\x9cok", "red ok"],
    ["a charset switch", `${esc}(Btext${esc}=`, "text"],
    ["an escape at the end", `text${esc}[`, "text"],
    ["a progress bar", "  1%|  | 1/100\r 50%|# | 50/100\r100%|##| 100/100", "100%|##| 100/100"],
    ["a progress bar that ends where it began", "10%\r100% done\r", "100% done"],
    ["a bar wiped out by spaces", "Downloading\r           \r", "Downloading"],
    ["a spinner that goes to the first column", `|${esc}[1G/${esc}[1G-${esc}[2Kready`, "ready"],
    ["a bar wiped out by colours only", `50%\r${esc}[K${esc}[0m`, "50%"],
    ["a line end of Windows", "hello\r", "hello"],
    ["backspaces", "abX\bc \b\b\bd", "ad"],
    ["bold as typewriters do it", "N\bNA\bAM\bME\bE", "NAME"],
    ["controls", "a\x00b\x07c\x0bd\x7fe\x80f", "abcdef"],
    ["zero width", "pass\u200bword\u2060 \ufeffok\u00ad", "password ok"],
    ["turned direction", "\u202eevil\u202c \u2066x\u2069", "evil x"],
    ["tag characters", "a\u{e0041}\u{e0042}b", "ab"],
    ["odd spaces", "1\u00a0234\u2009x\u3000y", "1 234 x y"],
    ["line separators of Unicode", "a\u2028b\u0085c", "a b c"],
    ["piled marks", `o${"\u0301".repeat(200)}k`, `o${"\u0301".repeat(4)}k`],
    ["accents", "Zoë naïve Å", "Zoë naïve Å"],
    ["broken UTF-8", "\ufffd\ufffd\ufffdPNG\ufffd\ufffd", "\ufffdPNG\ufffd"],
    ["half a character", "a\ud83db", "a\ufffdb"],
    ["tabs", "a\tbc\tdefg\th", "a   bc  defg    h"],
    ["space at the end", "text   \t ", "text"],
    ["indentation", '    raise ValueError("x")', '    raise ValueError("x")'],
    ["JSON", '{"level":"info","msg":"a\\u001b b"}', '{"level":"info","msg":"a\\u001b b"}'],
    ["what would be markup elsewhere", "<!channel> *b* `c` &amp;", "<!channel> *b* `c` &amp;"],
    ["nothing", "", ""],
  ])("of %s", (_name, raw, cleaned) => {
    expect(cleanLine(raw)).toBe(cleaned);
  });

  test("is the same when cleaned again, whatever it was", () => {
    fc.assert(
      fc.property(nasty, (raw) => {
        const once = cleanLine(raw);
        expect(cleanLine(once)).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });

  test("holds nothing a terminal would act on", () => {
    fc.assert(
      fc.property(nasty, (raw) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(cleanLine(raw)).not.toMatch(/[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
      }),
      { numRuns: 2_000 },
    );
  });
});

const nasty = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
      fc.constantFrom(
        "\x1b",
        "\x1b[",
        "\x1b]",
        "[31m",
        "\x9b",
        "\x9d",
        "\x07",
        "\\",
        "\r",
        "\b",
        "\t",
        "\ufffd",
        "\ud83d",
        "\udca9",
        "\u0301",
        "\u200b",
        " ",
      ),
    ),
  )
  .map((parts) => parts.join(""));

test("an event of several lines is split, without an empty line at its end", () => {
  expect(splitLines("a\nb\r\n\nc\n")).toEqual(["a", "b", "", "c"]);
  expect(splitLines("one")).toEqual(["one"]);
  expect(splitLines("")).toEqual([""]);
});

describe("a shortened line", () => {
  test("that fits is left alone", () => {
    expect(shortenLine("x".repeat(200), 200)).toBe("x".repeat(200));
  });

  test("says how much is missing", () => {
    expect(shortenLine("x".repeat(5_000), 200)).toBe(`${"x".repeat(130)} … (4,870 characters more)`);
  });

  test("keeps the place that was looked for in sight", () => {
    const text = `${"a".repeat(3_000)}NEEDLE${"b".repeat(3_000)}`;
    const short = shortenLine(text, 300, 3_000);
    expect(short).toContain("NEEDLE");
    expect(short).toMatch(/^\(2,9\d\d characters before\) … a+NEEDLEb+ … \(2,\d{3} characters more\)$/);
  });

  test("keeps the end in sight when that was looked for", () => {
    expect(shortenLine(`${"a".repeat(3_000)}END`, 200, 3_000)).toMatch(
      /^\(2,873 characters before\) … a+END$/,
    );
  });

  test("never exceeds its bound nor tears a character apart", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", minLength: 60, maxLength: 400 }),
        fc.integer({ min: 100, max: 300 }),
        fc.nat(400),
        (text, max, at) => {
          const short = shortenLine(text, max, at);
          expect(short.length).toBeLessThanOrEqual(max);
          expect(short.isWellFormed()).toBe(true);
          expect(shortenLine(short, max)).toBe(short);
        },
      ),
    );
  });
});
