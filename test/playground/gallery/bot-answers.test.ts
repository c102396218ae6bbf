import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { botAnswers } from "../../../src/playground/gallery/bot-answers.ts";
import { formGallery, gallery } from "../../fixtures/gallery.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gallery-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function aScript(text: string): Promise<string> {
  const path = join(folder, "print.ts");
  await writeFile(path, text);
  return path;
}

test("the gallery has every answer that the message tests know, as the bot would send it", async () => {
  const { answers, note } = await botAnswers();
  expect(note).toBeUndefined();
  const messages = answers.flatMap((answer) => ("message" in answer ? [[answer.name, answer.message]] : []));
  expect(Object.fromEntries(messages)).toEqual(JSON.parse(JSON.stringify(gallery())));
  const forms = answers.flatMap((answer) => ("view" in answer ? [answer.name] : []));
  expect(forms).toEqual(Object.keys(formGallery()));
  expect(answers.find(({ name }) => name === "card: running")?.group).toBe("The card of a job");
});

test("without the tests the gallery says where the answers are", async () => {
  expect(await botAnswers(join(folder, "not-there.ts"))).toEqual({
    answers: [],
    note: "The bot's answers come with its tests, which are not installed here.",
  });
});

test("a message that can not be made is told, with its error", async () => {
  const script = await aScript('throw new TypeError("job.name is missing");');
  const { answers, note } = await botAnswers(script);
  expect(answers).toEqual([]);
  expect(note).toContain("TypeError: job.name is missing");
});
