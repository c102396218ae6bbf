import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

type Violation = {
  id: string;
  impact: string | null;
  help: string;
  nodes: { target: unknown[]; html: string }[];
};

const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const most = 5;

/** What keeps people from using the page as it stands, as a report; empty if nothing does. */
export async function barriersOn(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const violations = await page.evaluate<Violation[]>(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)",
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, impact, help, nodes }) => {
      const places = nodes.slice(0, most).map(({ target, html }) => `    ${target.join(" ")}\n      ${html}`);
      const rest = nodes.length > most ? [`    and ${nodes.length - most} more`] : [];
      return [`  ${id} (${impact}): ${help}`, ...places, ...rest].join("\n");
    });
}
