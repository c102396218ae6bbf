import type { Chance } from "./chance.ts";
import type { Faults } from "./faults.ts";
import type { Fate } from "./network.ts";
import { noAnswer, refusal, tooFast, unavailable, unreachable } from "./slack-errors.ts";

/** What can be wrong with all of Slack for a while. */
export type SlackSpell = "an outage" | "a silence" | "a revoked token";

const clientTimeoutMs = 10_000;

/** What befalls a call to Slack. */
export function slackFate({ chance, faults }: { chance: Chance; faults: Faults }, spell?: SlackSpell): Fate {
  const quickMs = chance.between(20, 300);
  if (spell !== undefined) return underSpell(spell, quickMs, chance);
  const doneMs = Math.ceil(quickMs / 2);
  if (faults.strikes("Slack refuses the connection")) return { answerAfterMs: 5, error: unreachable() };
  if (faults.strikes("Slack answers 429"))
    return { answerAfterMs: quickMs, error: tooFast(chance.spread(1, 60)) };
  if (faults.strikes("Slack answers 5xx")) return { answerAfterMs: quickMs, error: unavailable() };
  if (faults.strikes("Slack does it and answers 5xx"))
    return { doneAfterMs: doneMs, answerAfterMs: quickMs, error: unavailable() };
  if (faults.strikes("Slack does not answer")) return { answerAfterMs: clientTimeoutMs, error: noAnswer() };
  if (faults.strikes("Slack does it and does not answer"))
    return { doneAfterMs: doneMs, answerAfterMs: clientTimeoutMs, error: noAnswer() };
  if (faults.strikes("Slack does it after the bot gave up")) {
    const doneAfterMs = clientTimeoutMs + chance.between(1, 20_000);
    return { doneAfterMs, answerAfterMs: clientTimeoutMs, error: noAnswer() };
  }
  if (faults.strikes("Slack answers with a passing error")) {
    const code = chance.pick(["internal_error", "fatal_error", "service_unavailable", "request_timeout"]);
    return { answerAfterMs: quickMs, error: refusal(code) };
  }
  if (faults.strikes("Slack is slow")) {
    const answerAfterMs = chance.between(500, 9_000);
    return { doneAfterMs: chance.between(10, answerAfterMs), answerAfterMs };
  }
  return { doneAfterMs: doneMs, answerAfterMs: quickMs };
}

function underSpell(spell: SlackSpell, quickMs: number, chance: Chance): Fate {
  switch (spell) {
    case "an outage":
      return { answerAfterMs: quickMs, error: chance.happens(0.8) ? unavailable() : unreachable() };
    case "a silence":
      return { answerAfterMs: clientTimeoutMs, error: noAnswer() };
    case "a revoked token":
      return { answerAfterMs: quickMs, error: refusal("token_revoked") };
  }
}
