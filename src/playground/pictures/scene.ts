/** A scene as data: what somebody does in the workspace, how long it took in the story, and what is drawn of it. */
import type { Pace } from "./still/story.ts";

export type Scene = {
  /** Of its pictures: `NAME-light.png` and `NAME-dark.png`. */
  name: string;
  as: string;
  channel: string;
  steps: Step[];
  /** By the names of its jobs. */
  jobs: Record<string, Pace>;
  shot: Shot;
};

export type Step =
  /** `by` somebody else than who looks at it, where it is said. */
  | { kind: "type"; text: string; by?: string }
  /** Waits until a message, or an answer to them alone, has these words, in its sentence or in a block. */
  | { kind: "see"; words: RegExp }
  /** Waits until the Home has these words. */
  | { kind: "home"; words: RegExp };

export type Shot = {
  width: number;
  /** To begin with: it then follows what stands in the window. */
  height: number;
  shows: { kind: "channel" } | { kind: "thread"; job: string } | { kind: "home" };
  /** Stands in the message field, not yet sent. */
  typed?: string;
};

export const types = (text: string, who: { by?: string } = {}): Step => ({ kind: "type", text, ...who });
export const sees = (words: RegExp): Step => ({ kind: "see", words });
export const opensHome = (words: RegExp): Step => ({ kind: "home", words });
