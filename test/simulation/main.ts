/** `npm run sim -- --seed 123 --trace`, or `--seeds 10000 [--from N] [--minutes M]`. */
import { parseArgs } from "node:util";
import { allFaults } from "./faults.ts";
import { type Outcome, simulate } from "./run.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    seeds: { type: "string" },
    from: { type: "string" },
    minutes: { type: "string" },
    trace: { type: "boolean" },
  },
});

const minutes = values.minutes === undefined ? {} : { minutes: Number(values.minutes) };

if (values.seed !== undefined) await one(Number(values.seed));
else await many(Number(values.from ?? 1), Number(values.seeds ?? 100));

async function one(seed: number): Promise<void> {
  const print = values.trace === true ? { print: (line: string) => console.log(line) } : {};
  const outcome = await simulate({ seed, ...minutes, ...print });
  report(outcome, values.trace === true ? 0 : 60);
  if (outcome.found.length > 0) process.exitCode = 1;
}

async function many(from: number, count: number): Promise<void> {
  const faults = new Map<string, number>(allFaults.map((fault) => [fault, 0]));
  const beganMs = Date.now();
  let [failed, jobs, virtualMs] = [0, 0, 0];
  for (let seed = from; seed < from + count; seed++) {
    const outcome = await simulate({ seed, ...minutes });
    for (const [fault, times] of outcome.faults) faults.set(fault, (faults.get(fault) ?? 0) + times);
    jobs += outcome.jobs;
    virtualMs += outcome.virtualMs;
    if (outcome.found.length > 0) {
      failed += 1;
      report(outcome, 40);
    }
    if ((seed - from + 1) % 100 === 0)
      console.log(
        `${seed - from + 1} of ${count} worlds, ${failed} failed, ${seconds(Date.now() - beganMs)} s`,
      );
  }
  console.log(
    `\n${count} worlds, ${jobs} jobs, ${Math.round(virtualMs / 3_600_000)} hours in ${seconds(Date.now() - beganMs)} s`,
  );
  for (const [fault, times] of [...faults].sort((a, b) => a[1] - b[1]))
    console.log(`${String(times).padStart(9)}  ${fault}`);
  console.log(failed === 0 ? "All is as it must be." : `${failed} worlds failed.`);
  if (failed > 0) process.exitCode = 1;
}

function report(outcome: Outcome, tail: number): void {
  const { seed, found, weather, hash, lines, jobs, virtualMs } = outcome;
  const world = `seed ${seed}: a ${weather} world, ${jobs} jobs, ${Math.round(virtualMs / 60_000)} minutes, ${lines} lines, hash ${hash}`;
  if (found.length === 0) {
    console.log(`${world}. All is as it must be.`);
    return;
  }
  console.log(`\n${outcome.tail.slice(outcome.tail.length - tail).join("\n")}\n\n${world}`);
  for (const sentence of found) console.log(`  ✗ ${sentence}`);
  console.log(
    `Replay: npm run sim -- --seed ${seed}${values.minutes === undefined ? "" : ` --minutes ${values.minutes}`} --trace\n`,
  );
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(1);
}
