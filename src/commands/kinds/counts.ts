/** Numbers of things: vCPUs, GPUs, attempts, the children of an array, lines. */
import { limits } from "../../domain/limits.ts";
import type { Details, Kind, One, Reading } from "../typing/argument.ts";
import { one } from "../typing/declare-argument.ts";

type Range = { min: number; max: number };

export function wholeNumber(about: string, details: Details<number> & Range): One<number> {
  return one(about, whole(details), details);
}

/** Whole, or the quarter and half that Fargate has. */
export function vcpus(about: string, details: Details<number> = {}): One<number> {
  const kind = whole({ min: 1, max: 10_000 });
  const read = (text: string, part: string): Reading<number> => {
    if (/^0?\.(25|5)0*$/.test(text)) return { ok: true, value: Number(text) };
    return kind.read(text.replace(/\.0+$/, ""), part);
  };
  return one(about, { ...kind, placeholder: "4", read }, details);
}

/** A count; also Slurm's `gpu:2`. */
export function gpus(about: string, details: Details<number> = {}): One<number> {
  const kind = whole({ min: 1, max: 64 });
  const read = (text: string, part: string): Reading<number> => {
    const [form, model, count = "1"] = /^gpu(?::([a-z][\w-]*))?(?::(\d+))?$/i.exec(text) ?? [];
    if (form === undefined) return kind.read(text, part);
    if (model === undefined) return kind.read(count, part);
    return {
      ok: false,
      mistake: `${part}: Batch gives GPUs by number only; which kind (${model}) depends on the queue.`,
      instead: count,
    };
  };
  return one(about, { ...kind, placeholder: "1", read }, details);
}

/** How often Batch tries, 1 to 10; `attempts=3` as the AWS CLI writes it. */
export function attempts(about: string, details: Details<number> = {}): One<number> {
  const kind = whole({ min: 1, max: limits.attempts });
  const tries: Kind<number> = {
    ...kind,
    placeholder: "3",
    read: (text, part) => kind.read(text.replace(/^attempts=/i, ""), part),
  };
  return one(about, tries, { ...details, spellings: { retries: retries() } });
}

/** Retries come after the first attempt. */
function retries(): Kind<number> {
  const kind = whole({ min: 0, max: limits.attempts - 1 });
  return {
    ...kind,
    read: (text, part) => {
      const reading = kind.read(text, part);
      if (!reading.ok) return reading;
      const [count, total] = [reading.value, reading.value + 1];
      const said = `${count} ${count === 1 ? "retry" : "retries"} = ${total} ${total === 1 ? "attempt" : "attempts"}`;
      return { ok: true, value: total, said };
    },
    write: (value) => String(value - 1),
  };
}

/** Children of an array, counted from 0: `100`, `size=100`, `0-99`. */
export function arraySize(about: string, details: Details<number> = {}): One<number> {
  const kind = whole({ min: limits.arraySizeMin, max: limits.arraySizeMax });
  return one(about, { ...kind, placeholder: "100", read: readArraySize(kind) }, details);
}

function readArraySize(kind: Kind<number>): Kind<number>["read"] {
  return (typed, part) => {
    const [text = "", limit] = typed.replace(/^size=/i, "").split("%");
    const [range, first, last] = /^(\d{1,6})-(\d{1,6})$/.exec(text) ?? [];
    const size = range === undefined ? text : String(Number(last) - Number(first) + 1);
    if (limit !== undefined) {
      const mistake = `${part}: Batch cannot hold an array to so many at a time; leave \`%${limit}\` out.`;
      return kind.read(size, part).ok ? { ok: false, mistake, instead: size } : { ok: false, mistake };
    }
    if (text.includes(",") && /^[\d,-]+$/.test(text) && !/^\d{1,2}(,\d{3})+$/.test(text)) {
      return {
        ok: false,
        mistake: `${part}: an array cannot pick indexes; it always counts from 0, and its size is all you give.`,
      };
    }
    if (range === undefined) return alone(text, part, kind);
    const reading = kind.read(size, part);
    if (!reading.ok) return reading;
    const written = `0–${reading.value - 1} is \`--array ${size}\``;
    if (Number(first) === 1)
      return { ok: false, mistake: `${part}: Batch counts from 0: ${written}.`, instead: size };
    if (Number(first) !== 0)
      return {
        ok: false,
        mistake: `${part}: an array always counts from 0, and cannot begin at ${Number(first)}: ${written}, whose program has to add ${Number(first)} itself.`,
      };
    return { ...reading, said: `0–${reading.value - 1} = an array of ${size}` };
  };
}

function alone(text: string, part: string, kind: Kind<number>): Reading<number> {
  if (text === "1" || text === "0") {
    return {
      ok: false,
      mistake: `${part}: an array has 2 to 10,000 children; for a single job leave the option out.`,
    };
  }
  return kind.read(text, part);
}

function whole({ min, max }: Range): Kind<number> {
  const allowed = `${min.toLocaleString("en-US")} to ${max.toLocaleString("en-US")}`;
  return {
    placeholder: "N",
    read: (text, part) => {
      const digits = text.replace(/^\+/, "");
      if (!/^-?\d+$/.test(digits)) {
        const mistake = `${part}: a whole number goes here, from ${allowed}.`;
        const instead = digits.replaceAll(",", "");
        const isGrouped =
          /^\d{1,3}(,\d{3})+$/.test(digits) && Number(instead) >= min && Number(instead) <= max;
        return isGrouped ? { ok: false, mistake, instead } : { ok: false, mistake };
      }
      const value = Number(digits);
      if (value >= min && value <= max) return { ok: true, value };
      return {
        ok: false,
        mistake: `${part}: that is too ${value < min ? "few" : "many"}; ${allowed} is allowed.`,
      };
    },
    write: String,
  };
}
