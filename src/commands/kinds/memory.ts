import type { Details, Kind, One, Reading } from "../typing/argument.ts";
import { one } from "../typing/declare-argument.ts";

/** MiB, from `4G`, `4GB`, `4Gi`, `4GiB`, `4096M`, `4096 MiB`. Under `--memory-mb` a bare number is MiB. */
export function memoryMiB(about: string, details: Details<number> = {}): One<number> {
  return one(about, memory(readBare), {
    ...details,
    spellings: { "memory-mb": memory((mib, part) => checked(mib, part)), ...details.spellings },
  });
}

/** Batch gives a container at least 4 MiB; the largest machine has 32 TiB. */
const range = { min: 4, max: 32 * 1024 * 1024 };

/** Below this nobody means MiB for sure. */
const surelyMiB = 512;

const mibOf: Readonly<Record<string, number>> = { m: 1, g: 1024, t: 1024 * 1024 };

function memory(bare: (mib: number, part: string) => Reading<number>): Kind<number> {
  return {
    placeholder: "4G",
    unit: /^[MGT](i?B?)$/i,
    read: (text, part) => {
      const [form, number = "", unit] = /^(\d{1,9}(?:\.\d{1,6})?)\s*(?:([MGT])i?B?)?$/i.exec(text) ?? [];
      if (form === undefined) {
        return {
          ok: false,
          mistake: `${part}: memory is a number with its unit, such as \`4G\` or \`512M\`.`,
        };
      }
      if (unit === undefined) return bare(Number(number), part);
      return checked(Number(number) * (mibOf[unit.toLowerCase()] ?? 1), part);
    },
    write: (mib) => (mib % 1024 === 0 ? `${mib / 1024}G` : `${mib}M`),
  };
}

function readBare(number: number, part: string): Reading<number> {
  if (number < surelyMiB) {
    return {
      ok: false,
      mistake: `${part} has no unit: ${number} GiB (\`${number}G\`) or ${number} MiB (\`${number}M\`)?`,
    };
  }
  const reading = checked(number, part);
  if (!reading.ok) return reading;
  return { ...reading, said: `${number} MiB = ${Number((number / 1024).toFixed(2))} GiB` };
}

function checked(mib: number, part: string): Reading<number> {
  const value = Math.round(mib);
  if (value < range.min)
    return { ok: false, mistake: `${part}: that is too little; Batch's least is 4 MiB (\`4M\`).` };
  if (value > range.max)
    return { ok: false, mistake: `${part}: that is more than any machine has (32 TiB).` };
  return { ok: true, value };
}

/** An amount, or so many times what the job had. */
export type MoreMemory = { mib: number } | { times: number };

/** As memory, or `2x` for twice what it had. */
export function memoryOrTimes(about: string, details: Details<MoreMemory> = {}): One<MoreMemory> {
  const amount = memory(readBare);
  const kind: Kind<MoreMemory> = {
    placeholder: "4G|2x",
    ...(amount.unit === undefined ? {} : { unit: amount.unit }),
    read: (text, part) => {
      const [form, before = "", behind = ""] = /^(?:x(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)x)$/i.exec(text) ?? [];
      if (form === undefined) {
        const reading = amount.read(text, part);
        return reading.ok ? { ...reading, value: { mib: reading.value } } : reading;
      }
      const times = Number(before || behind);
      return times > 0 && times <= mostTimes
        ? { ok: true, value: { times } }
        : {
            ok: false,
            mistake: `${part}: write \`2x\` for twice what it had; up to \`${mostTimes}x\` is possible.`,
          };
    },
    write: (value) => ("times" in value ? `${value.times}x` : amount.write(value.mib)),
  };
  return one(about, kind, details);
}

const mostTimes = 64;
