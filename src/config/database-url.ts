import { tmpdir } from "node:os";
import { dirname } from "node:path";
import type { Settings } from "./settings.ts";

/** Where the store is. */
export function databaseUrlOf(set: Settings): string {
  const url = set.text("DATABASE_URL") ?? "sqlite:./data/batchmate.db";
  const isPostgres = /^postgres(ql)?:\/\//.test(url);
  if (isPostgres ? !URL.canParse(url) : !/^sqlite:./.test(url)) {
    set.wrong("DATABASE_URL", "must be sqlite:PATH or postgres://…");
  }
  return url;
}

/** Beside the store where that is a file, for there is room; what the system has for it may be memory. */
export function scratchFolderOf(databaseUrl: string): string {
  return databaseUrl.startsWith("sqlite:") ? dirname(databaseUrl.slice("sqlite:".length)) : tmpdir();
}
