import { grouped } from "./numbers.ts";

/** `48 MB`, `812 kB`, `1 GB`: as Slack and browsers count the size of a file, by thousands. */
export function bytesWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1_000)} kB`;
  if (bytes < 999_500_000) return `${rounded(bytes / 1_000_000)} MB`;
  return `${rounded(bytes / 1_000_000_000)} GB`;
}

function rounded(value: number): string {
  return grouped(value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
}
