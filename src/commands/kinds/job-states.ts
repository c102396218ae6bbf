import type { State } from "../../domain/job/job-state.ts";
import { nearest } from "../../domain/nearest.ts";
import type { Details, Kind, One } from "../typing/argument.ts";
import { one } from "../typing/declare-argument.ts";

/** States in our words or AWS's, several with commas: `failed,stopped`, `RUNNABLE`, `active`. */
export function jobStates(about: string, details: Details<readonly State[]> = {}): One<readonly State[]> {
  return one(about, kind, details);
}

const notYetRunning = ["approval", "submitting", "submitted", "waiting", "starting"] as const;
const ended = ["succeeded", "failed", "stopped", "lost", "rejected"] as const;

/** Each of our states is its own word; these are the others. */
const meanings: Readonly<Record<string, readonly State[]>> = {
  ...Object.fromEntries([...notYetRunning, "running" as const, ...ended].map((state) => [state, [state]])),
  pending: ["waiting"],
  runnable: ["waiting"],
  queued: ["waiting"],
  pd: ["waiting"],
  r: ["running"],
  success: ["succeeded"],
  ok: ["succeeded"],
  done: ["succeeded"],
  completed: ["succeeded"],
  error: ["failed"],
  cancelled: ["stopped"],
  canceled: ["stopped"],
  terminated: ["stopped"],
  killed: ["stopped"],
  active: [...notYetRunning, "running"],
  open: [...notYetRunning, "running"],
  ended,
  finished: ended,
};

/** `failed or stopped`; several that have a word of their own by that: `active`, `ended`. */
export function stateWords(states: readonly State[]): string {
  const whole = (["active", "ended"] as const).find((word) => {
    const meant = meanings[word] ?? [];
    return meant.length === states.length && meant.every((state) => states.includes(state));
  });
  return whole ?? states.join(" or ");
}

const kind: Kind<readonly State[]> = {
  placeholder: "failed",
  read: (text, part) => {
    const words = text
      .toLowerCase()
      .split(/[,|\s]+/)
      .filter((word) => word !== "");
    const found = words.map((word) => (Object.hasOwn(meanings, word) ? meanings[word] : undefined));
    if (words.length > 0 && found.every((states) => states !== undefined)) {
      return { ok: true, value: [...new Set(found.flat())] };
    }
    const mistake = `${part}: a state is \`waiting\`, \`starting\`, \`running\`, \`succeeded\`, \`failed\` or \`stopped\`, or \`active\` or \`ended\` for several; AWS's words do as well.`;
    const repaired = words.map((word) =>
      Object.hasOwn(meanings, word) ? word : nearest(word, Object.keys(meanings)),
    );
    const isKnown = words.length > 0 && repaired.every((word) => word !== undefined);
    return isKnown ? { ok: false, mistake, instead: repaired.join(",") } : { ok: false, mistake };
  },
  write: (states) => states.join(","),
};
