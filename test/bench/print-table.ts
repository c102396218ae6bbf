import type { Bench, Figure } from "./bench.ts";

const headings = ["", "measured", "against", "ratio", "aim", ""];

export function printTable(results: readonly { bench: Bench; figures: readonly Figure[] }[]): void {
  const rows = results.flatMap(({ bench, figures }) => [
    [`${bench.name}: ${bench.about}`],
    ...figures.map(cells),
  ]);
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.filter((row) => row.length > 1).map((row) => row[column]?.length ?? 0)),
  );
  for (const row of [headings, ...rows]) {
    const line =
      row.length === 1 ? `\n${row[0]}` : row.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join("  ");
    process.stdout.write(`${line.trimEnd()}\n`);
  }
}

function cells({ what, value, against = "", ratio, aim = "", met }: Figure): string[] {
  return [
    what,
    value,
    against,
    ratio?.toFixed(2) ?? "",
    aim,
    met === undefined ? "" : met ? "met" : "MISSED",
  ];
}
