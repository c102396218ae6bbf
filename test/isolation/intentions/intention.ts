/** How one thing is asked for. */
import type { State } from "../../../src/domain/job/job-state.ts";
import type { Door } from "../doors.ts";
import type { Names } from "../subjects.ts";

export type Intention = {
  /** Where it does not mean the same through all of them. */
  doors?: readonly Door[];
  /** The job that it is about runs, unless told otherwise. */
  job?: State;
  /** What is typed behind the verb; a button of the bare verb carries the same. */
  line?: (names: Names) => string;
  /** The id that a button carries. */
  value?: (names: Names) => string;
  /** What they typed while they were in the lab: its answer has the button, or opens the form. */
  typed?: (names: Names) => string;
  /** What they pressed then, which opened the form. */
  pressed?: readonly [actionId: string, value: (names: Names) => string];
  /** What was prepared for them then. */
  draft?: (names: Names) => { kind: string; body: object };
  /** What is filled in besides what stands in the form already. */
  filled?: (names: Names) => Record<string, string>;
  /** The field that is changed, or typed into, and what is typed. */
  field?: readonly [name: string, text: (names: Names) => string];
  /** A message of theirs in whose menu it is chosen. */
  message?: (names: Names) => string;
  /** Why who is of no such lab is answered otherwise than of one that does not exist. */
  differs?: string;
};

export type Intentions = Readonly<Record<string, Intention>>;

export const nothing = (): string => "";
/** As people type it, and as buttons carry it. */
export const job = (names: Names): string => names.job;
export const id = (names: Names): string => names.id;
