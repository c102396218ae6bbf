import type { Details, Kind, One, Reading } from "../typing/argument.ts";
import { one } from "../typing/declare-argument.ts";
import { type JobRef, jobRefKind } from "./job-ref.ts";

/** What a job waits for. Without `on`, each child of an array waits for the one before it. */
export type Dependency =
  | { on: JobRef; type?: "N_TO_N" | "SEQUENTIAL" }
  | { on?: undefined; type: "SEQUENTIAL" };

/** `ID`, `ID:N_TO_N`, `SEQUENTIAL`, Slurm's `afterok:ID:ID`, or the AWS CLI's `jobId=ID,type=N_TO_N`; several with commas. */
export function dependencies(
  about: string,
  details: Details<readonly Dependency[]> = {},
): One<readonly Dependency[]> {
  return one(about, kind, details);
}

const kind: Kind<readonly Dependency[]> = {
  placeholder: "ID[:N_TO_N|SEQUENTIAL]",
  read: (text, part) => {
    const all: Dependency[] = [];
    for (const piece of piecesOf(text)) {
      const reading = readDependency(piece, part);
      if (!reading.ok) return reading;
      all.push(reading.value);
    }
    return { ok: true, value: all };
  },
  write: (values) => values.map(writeDependency).join(","),
};

/** Pieces between commas; Slurm puts several jobs behind one word, and the CLI the type behind a comma. */
function piecesOf(text: string): readonly string[] {
  return text
    .replace(/,type=/gi, ":")
    .replace(/jobId=/gi, "")
    .split(/[,\s]+/)
    .filter((piece, _at, all) => piece !== "" || all.length === 1)
    .flatMap((piece) => {
      const [, jobs] = /^afterok:(.*)$/is.exec(piece) ?? [];
      return jobs === undefined ? [piece] : jobs.split(":");
    });
}

function readDependency(piece: string, part: string): Reading<Dependency> {
  if (/^(after|afterany|afternotok|aftercorr|singleton)(:|$)/i.test(piece)) {
    return {
      ok: false,
      mistake: `${part}: in Batch a job can only wait until others have succeeded; write \`--depends-on ID\`.`,
    };
  }
  if (/^SEQUENTIAL$/i.test(piece)) return { ok: true, value: { type: "SEQUENTIAL" } };
  const [, job = piece, type] = /^(.*):(N_TO_N|SEQUENTIAL)$/is.exec(piece) ?? [];
  const reading = jobRefKind.read(job, part);
  // The rest of an index list: a job waits for one child, not for several.
  const isIndex = /^[\d-]{1,3}$|^\d+-\d+$/.test(job);
  if (!reading.ok || isIndex) {
    return {
      ok: false,
      mistake: `${part}: name the job to wait for, as \`3fa9\` or \`3fa9:N_TO_N\` (child by child) or \`3fa9:SEQUENTIAL\`.`,
    };
  }
  if (reading.value.kind === "stream")
    return { ok: false, mistake: `${part} names a log, not a job to wait for.` };
  if (reading.value.node !== undefined)
    return {
      ok: false,
      mistake: `${part} names a node; a job can only wait for a whole job, or a child of an array.`,
    };
  if (type === undefined) return { ok: true, value: { on: reading.value } };
  return {
    ok: true,
    value: { on: reading.value, type: type.toUpperCase() === "N_TO_N" ? "N_TO_N" : "SEQUENTIAL" },
  };
}

function writeDependency({ on, type }: Dependency): string {
  if (on === undefined) return type;
  return type === undefined ? jobRefKind.write(on) : `${jobRefKind.write(on)}:${type}`;
}
