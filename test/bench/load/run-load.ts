import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { EventLoadOptions, EventLoadResult } from "./event-load.ts";

const script = join(import.meta.dirname, "event-load.ts");

/** The load of events, in a process of its own. */
export async function eventLoad(options: EventLoadOptions): Promise<EventLoadResult> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(options)]);
  return JSON.parse(stdout) as EventLoadResult;
}
