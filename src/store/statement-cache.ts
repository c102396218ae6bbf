import type { Database, Statement } from "better-sqlite3";

/** More different statements than this, and the oldest is prepared anew when it comes again. */
const mostStatements = 500;

/** Texts longer than this come from many rows at once, hardly ever twice the same. */
const longestText = 10_000;

/** Keeps statements prepared: the same few come again and again, and preparing one costs more than most of them take. */
export function keepStatements(file: Database): Database {
  const kept = new Map<string, Statement>();
  const prepare = file.prepare.bind(file);
  file.prepare = ((text: string) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const statement = prepare(text);
    if (text.length > longestText) return statement;
    const [oldest] = kept.keys();
    if (kept.size >= mostStatements && oldest !== undefined) kept.delete(oldest);
    kept.set(text, statement);
    return statement;
  }) as Database["prepare"];
  return file;
}
