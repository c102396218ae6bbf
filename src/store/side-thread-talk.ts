/** What a store and the thread beside it say to each other. */
export type SideStart = {
  path: string;
  /** So many pages that only the log has are worth bringing the file up to it. */
  tidyPages: number;
  /** With so many pages in it, the log is to begin anew. */
  longLogPages: number;
};

export type ToSide = { id: number; sql: string; parameters: readonly unknown[] };

export type FromSide =
  | { kind: "rows"; id: number; rows: unknown[] }
  | { kind: "failed"; id: number; why: string }
  /** The log is long, and the file has all of it but what was written in the last moment. */
  | { kind: "log is long" };
