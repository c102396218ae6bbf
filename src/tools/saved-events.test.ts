import { expect, test } from "vitest";
import { savedEvents } from "./saved-events.ts";

const one = { id: "e1", "detail-type": "Batch Job State Change", account: "111122223333" };
const two = { ...one, id: "e2" };
const json = JSON.stringify;
const inBody = (event: object) => ({ MessageId: "m", ReceiptHandle: "r", Body: json(event) });

const idsIn = (file: string) => savedEvents(file).events.map(({ text }) => JSON.parse(text).id);

test.each([
  ["one event", json(one), ["e1"]],
  ["one event over many lines", JSON.stringify(one, null, 2), ["e1"]],
  ["one event behind a mark of its encoding", `\uFEFF${json(one)}`, ["e1"]],
  ["a list", json([one, two]), ["e1", "e2"]],
  ["one event a line", `${json(one)}\n\n${json(two)}\r\n`, ["e1", "e2"]],
  ["what SQS hands out", json({ Messages: [inBody(one), inBody(two)] }), ["e1", "e2"]],
  ["one message of SQS a line", `${json(inBody(one))}\n${json(inBody(two))}`, ["e1", "e2"]],
  ["the records of a function", json({ Records: [{ body: json(one) }] }), ["e1"]],
  ["a list within a message", json(inBody([one, two])), ["e1", "e2"]],
])("%s is read", (_, file, ids) => {
  expect(idsIn(file)).toEqual(ids);
  expect(savedEvents(file).mistakes).toEqual([]);
});

test("an event is sent as it was saved", () => {
  const event = { ...one, detail: { deep: [{ ü: 1.5, none: null }] } };
  expect(savedEvents(json(inBody(event))).events).toEqual([{ where: "the file", text: json(event) }]);
});

test.each([
  ["is empty", "", []],
  ["is no JSON", "hello\nthere", ["the file is not JSON, neither as a whole nor line by line"]],
  ["is a number", "7", ["the file is not an event"]],
  ["has a line that is none", `${json(one)}\nhello`, ["line 2 is not JSON"]],
  ["has a thing among its events that is none", json([one, "hello"]), ["event 2 is not an event"]],
  [
    "has a message whose body is no JSON",
    json({ Messages: [inBody(one), { Body: "hello" }] }),
    ["message 2 has a body that is not JSON"],
  ],
])("what is wrong with a file that %s is said", (_, file, mistakes) => {
  expect(savedEvents(file).mistakes).toEqual(mistakes);
});
