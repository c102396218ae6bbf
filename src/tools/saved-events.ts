/** The events of a saved file, in whatever way they were saved. */

/** `where` names it to the person who has the file before them. */
export type SavedEvent = { where: string; text: string };

/**
 * Reads one event, a list of them, or one a line; bare, or in the body of messages as SQS and its dead-letter queues
 * hand them out (`Messages`, `Records`, `Body`). What is no JSON is a mistake, and the others are read all the same.
 */
export function savedEvents(file: string): { events: SavedEvent[]; mistakes: string[] } {
  const read: Reading = { events: [], mistakes: [] };
  const text = file.replace(/^\uFEFF/, "");
  const whole = parse(text);
  if (whole !== undefined) {
    unwrap(whole.value, "the file", read);
    return read;
  }
  const lines = text.split("\n").map((line, index) => ({ line: line.trim(), where: `line ${index + 1}` }));
  for (const { line, where } of lines.filter(({ line }) => line !== "")) {
    const parsed = parse(line);
    if (parsed === undefined) read.mistakes.push(`${where} is not JSON`);
    else unwrap(parsed.value, where, read);
  }
  const [first] = read.mistakes;
  if (read.events.length === 0 && read.mistakes.length > 1 && first !== undefined)
    return { events: [], mistakes: ["the file is not JSON, neither as a whole nor line by line"] };
  return read;
}

type Reading = { events: SavedEvent[]; mistakes: string[] };

function unwrap(value: unknown, where: string, read: Reading): void {
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) unwrap(each, within(where, `event ${index + 1}`), read);
    return;
  }
  if (typeof value !== "object" || value === null) {
    read.mistakes.push(`${where} is not an event`);
    return;
  }
  const { Messages, Records, Body, body } = value as Record<string, unknown>;
  const messages = Messages ?? Records;
  const text = Body ?? body;
  if (Array.isArray(messages)) {
    for (const [index, each] of messages.entries()) unwrap(each, within(where, `message ${index + 1}`), read);
  } else if (typeof text === "string") {
    const parsed = parse(text);
    if (parsed === undefined) read.mistakes.push(`${where} has a body that is not JSON`);
    else unwrap(parsed.value, where, read);
  } else {
    read.events.push({ where, text: JSON.stringify(value) });
  }
}

function within(where: string, part: string): string {
  return where === "the file" ? part : `${where}, ${part}`;
}

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
