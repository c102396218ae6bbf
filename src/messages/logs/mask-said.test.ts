import { describe, expect, test } from "vitest";
import { aPi } from "../../../test/fixtures/a-pi.ts";
import { jobIn } from "../../../test/fixtures/jobs.ts";
import { shown } from "../../../test/support/shown.ts";
import { maskLabWords } from "../../logs/lab-words.ts";
import { jobCard } from "../job/job-card.ts";
import { mistakes } from "../submit/mistakes.ts";
import { maskSaid } from "./mask-said.ts";

/** Put together here, so that no scanner of repositories takes it for a real one. */
const token = `ghp_${"a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"}`;
const lab = aPi({ logs: { inThreads: true, share: "lab", mask: ["MRN-\\d+"] } });
const ownWords = maskLabWords([lab, undefined, aPi()]);

describe("what is said leaves without secrets", () => {
  test("a card whose job has one in its name, its reason and its parameters", () => {
    const job = jobIn("failed");
    const card = jobCard(
      {
        ...job,
        name: `MRN-1234-align-${token}`,
        asked: { ...job.asked, parameters: { patient: "MRN-77" }, command: ["run", token] },
      },
      { place: "own", ownerName: "J. Blow" },
    );
    expect(JSON.stringify(card)).toContain(token);
    const said = maskSaid(card, ownWords);
    expect(JSON.stringify(said)).not.toContain(token);
    expect(shown(said).join("\n")).toContain("[masked]-align-[masked] failed");
    expect(JSON.stringify(said)).not.toMatch(/MRN-\d/);
  });

  test("an answer that repeats what was typed", () => {
    const said = maskSaid(
      mistakes({ verb: "logs", mistakes: [{ what: `There is no ${token}.` }] }),
      ownWords,
    );
    expect(said.text).toContain("There is no [masked].");
  });

  test("but what is pressed, and what is filled in, stays what it is", () => {
    const button = { type: "button", action_id: token, value: token, url: token, initial_value: token };
    expect(maskSaid(button, ownWords)).toEqual(button);
  });

  test("and the words of the bot stay", () => {
    const card = jobCard(jobIn("running"), { place: "own", ownerName: "J. Blow" });
    expect(maskSaid(card, ownWords)).toEqual(card);
  });
});
