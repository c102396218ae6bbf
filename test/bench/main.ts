/** `npm run bench [-- NAME…] [--rounds N] [--seconds N] [--jobs N]`: measures, and prints one table. */
import "../../src/lifecycle/check-node.mjs";
import { cpus, totalmem } from "node:os";
import { parseArgs } from "node:util";
import type { Bench, Figure } from "./bench.ts";
import { array } from "./benches/array.ts";
import { burst } from "./benches/burst.ts";
import { idle } from "./benches/idle.ts";
import { intake } from "./benches/intake.ts";
import { large } from "./benches/large.ts";
import { logs } from "./benches/logs.ts";
import { printTable } from "./print-table.ts";

const benches: readonly Bench[] = [intake, array, burst, logs, large, idle];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "5" },
    jobs: { type: "string", default: "1000000" },
  },
});
const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `No bench is called ${unknown.join(" or ")}: ${benches.map(({ name }) => name).join(", ")}\n`,
  );
  process.exit(1);
}
const options = {
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  jobs: Number(values.jobs),
  tell: (line: string) => void process.stderr.write(`  ${line}\n`),
};
const chosen = benches.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const results: { bench: Bench; figures: readonly Figure[] }[] = [];
for (const bench of chosen) {
  process.stderr.write(`${bench.name}: ${bench.about}\n`);
  results.push({ bench, figures: await bench.run(options) });
}
const [cpu] = cpus();
process.stdout.write(
  `\n${cpus().length} × ${cpu?.model ?? "an unknown processor"}, ${Math.round(totalmem() / 2 ** 30)} GiB, ` +
    `Node ${process.version}; ${options.rounds} rounds, medians\n\n`,
);
printTable(results);
