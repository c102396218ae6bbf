import type { LocalSlack } from "../slack/local-slack.ts";
import type { Runner } from "./runner.ts";

/** Lets every page know which scenarios play and how far they are; many changes at once are told as one. */
export function tellRuns(slack: Pick<LocalSlack, "tellBeyond">, runner: Runner): void {
  let isDue = false;
  const tell = () => {
    isDue = false;
    slack.tellBeyond({ runs: runner.runs() });
  };
  runner.onChange(() => {
    if (!isDue) setImmediate(tell);
    isDue = true;
  });
  tell();
}
