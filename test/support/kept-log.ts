import { type Logger, pino } from "pino";

export type LogLine = { level: number; msg: string; [field: string]: unknown };

/** A logger whose lines can be read back. */
export function keptLog(): { logger: Logger; lines: LogLine[] } {
  const lines: LogLine[] = [];
  const logger = pino({ level: "debug" }, { write: (line: string) => lines.push(JSON.parse(line)) });
  return { logger, lines };
}

export const error = 50;
export const warning = 40;
