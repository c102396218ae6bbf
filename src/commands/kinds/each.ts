/** `sample=NA1,NA2,NA3`: a job for each value. */
import { parse } from "csv-parse/sync";
import { cellMistake } from "../../domain/submission/table-cell.ts";
import type { Details, Kind, One, Reading } from "../typing/argument.ts";
import { one } from "../typing/declare-argument.ts";

export type Each = { name: string; values: readonly string[] };

export function eachValues(about: string, details: Details<Each> = {}): One<Each> {
  return one(about, kind, details);
}

const kind: Kind<Each> = {
  placeholder: "name=A,B,C",
  read: (text, part) => {
    const [form, name = "", list = ""] = /^([^=\s,]+)=([\s\S]+)$/.exec(text) ?? [];
    if (form === undefined) {
      return {
        ok: false,
        mistake: `${part}: write \`name=A,B,C\`, one job for each value, such as \`sample=NA1,NA2\`.`,
      };
    }
    return read({ name, list, part });
  },
  write: ({ name, values }) => `${name}=${values.map(quoted).join(",")}`,
};

function read({ name, list, part }: { name: string; list: string; part: string }): Reading<Each> {
  const values = valuesOf(list);
  if (values === undefined) {
    return {
      ok: false,
      mistake: `${part}: a value with a comma in it stands in double quotes, and each has to be closed.`,
    };
  }
  const emptyAt = values.indexOf("");
  if (emptyAt >= 0) {
    const left = values.filter((value) => value !== "");
    return {
      ok: false,
      mistake: `${part}: value ${emptyAt + 1} is empty; there is a comma too many.`,
      ...(left.length === 0 ? {} : { instead: `${name}=${left.map(quoted).join(",")}` }),
    };
  }
  for (const value of values) {
    const wrong = cellMistake(value);
    if (wrong !== undefined) return { ok: false, mistake: `${part}: ${wrong}` };
  }
  return { ok: true, value: { name, values } };
}

function valuesOf(list: string): string[] | undefined {
  try {
    const [values = []] = parse(list, { trim: true, relax_column_count: true }) as string[][];
    return values;
  } catch {
    return undefined;
  }
}

function quoted(value: string): string {
  return /[",]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
