/** Text from outside made harmless for the eye: nothing invisible, nothing that turns the reading direction. */

/** For a name, a reason, a value: one line. */
export function oneLine(text: string): string {
  return withoutInvisible(text).replace(/\s+/gu, " ").trim();
}

/** For what has lines of its own: a log, JSON. Line breaks and tabs stay. */
export function manyLines(text: string): string {
  return withoutInvisible(text.replace(/\r\n?/g, "\n"));
}

function withoutInvisible(text: string): string {
  if (plain.test(text)) return text;
  return text.toWellFormed().replace(controls, " ").replace(invisible, "").replace(strayJoiner, "");
}

/** Most texts are nothing else, and have nothing to be looked for. */
const plain = /^[\n\t -~]*$/;

/** Line breaks and tabs apart. */
const controls = /(?![\n\t])\p{Cc}/gu;

/** Format characters (direction overrides, zero-width spaces, tags), but for the two that scripts and emoji need. */
const invisible = /(?![\u200C\u200D])[\p{Cf}\u115F\u1160\u3164\uFFA0]/gu;

/** A joiner joins emoji or letters that have forms; between anything else it only hides. */
const strayJoiner =
  /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\p{M}\p{Script=Arabic}])[\u200C\u200D]/gu;
