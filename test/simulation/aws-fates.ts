import type { Chance } from "./chance.ts";
import type { Faults } from "./faults.ts";
import type { Fate } from "./network.ts";

/** What can be wrong with all of an account for a while. */
export type AwsSpell = "an outage" | "a throttling";

const clientTimeoutMs = 10_000;

/** What befalls a call to AWS. */
export function awsFate(
  { chance, faults }: { chance: Chance; faults: Faults },
  operation: string,
  spell?: AwsSpell,
): Fate {
  const answerAfterMs = chance.between(20, 400);
  if (spell === "an outage") return { answerAfterMs, error: serverError() };
  if (spell === "a throttling") return { answerAfterMs, error: throttled() };
  const doneAfterMs = Math.ceil(answerAfterMs / 2);
  if (faults.strikes("AWS refuses the connection")) return { answerAfterMs: 5, error: refusedConnection() };
  if (faults.strikes("AWS throttles")) return { answerAfterMs, error: throttled() };
  if (faults.strikes("AWS answers 5xx")) return { answerAfterMs, error: serverError() };
  if (faults.strikes("AWS does not answer")) return { answerAfterMs: clientTimeoutMs, error: timedOut() };
  if (faults.strikes("AWS does it and does not answer"))
    return { doneAfterMs, answerAfterMs: clientTimeoutMs, error: timedOut() };
  if (operation === "SubmitJob") {
    if (faults.strikes("SubmitJob is accepted and the connection reset"))
      return { doneAfterMs, answerAfterMs, error: reset() };
    if (faults.strikes("SubmitJob is accepted half a minute later"))
      return {
        doneAfterMs: chance.between(10_000, 30_000),
        answerAfterMs: clientTimeoutMs,
        error: timedOut(),
      };
    if (faults.strikes("SubmitJob is accepted minutes later")) {
      const lateMs = chance.between(60_000, 300_000);
      return { doneAfterMs: lateMs, answerAfterMs: clientTimeoutMs, error: timedOut() };
    }
    if (faults.strikes("SubmitJob is accepted and answered 5xx"))
      return { doneAfterMs, answerAfterMs, error: serverError() };
    if (faults.strikes("SubmitJob is refused"))
      return { answerAfterMs, error: clientError("JobQueue default is not enabled") };
  }
  if (operation === "TerminateJob" && faults.strikes("TerminateJob is refused"))
    return { answerAfterMs, error: clientError("not authorized to perform batch:TerminateJob") };
  return { doneAfterMs, answerAfterMs };
}

const failure = (name: string, httpStatusCode: number, message = name) =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });

export const clientError = (message: string) => failure("ClientException", 400, message);
const throttled = () => failure("TooManyRequestsException", 429);
const serverError = () => failure("ServerException", 500);
const timedOut = () => Object.assign(new Error("Request timed out"), { name: "TimeoutError" });
const reset = () => Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
const refusedConnection = () => Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
