import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator } from "playwright-core";

export const patienceMs = 60_000;

/** A part of the page: what a person reads there, and presses. */
export type Place = {
  shows(text: string | RegExp): Promise<void>;
  showsNo(text: string | RegExp): Promise<void>;
  /** The newest button of that name. */
  presses(button: string | RegExp): Promise<void>;
  locator: Locator;
};

export function placeAt(name: string, locator: Locator): Place {
  return {
    locator,
    shows: (text) =>
      telling({ hope: `${name} shows ${text}`, locator }, () =>
        locator.getByText(text).last().waitFor({ state: "visible" }),
      ),
    showsNo: (text) =>
      telling({ hope: `${name} no longer shows ${text}`, locator }, () =>
        locator.getByText(text).filter({ visible: true }).first().waitFor({ state: "detached" }),
      ),
    presses: (button) =>
      telling({ hope: `${name} has a button ${button} to press`, locator }, () =>
        locator.getByRole("button", { name: button }).last().click(),
      ),
  };
}

/** Does it, or fails with what stood on the page instead, and a picture of it. */
export async function telling<Result>(
  { hope, locator }: { hope: string; locator: Locator },
  deed: () => Promise<Result>,
): Promise<Result> {
  try {
    return await deed();
  } catch (cause) {
    throw new Error(`Not so: ${hope}.\n${await instead(locator)}`, { cause });
  }
}

async function instead(locator: Locator): Promise<string> {
  const page = locator.page();
  const path = join(tmpdir(), `batchmate-page-${process.pid}-${Date.now()}.png`);
  const texts = await locator.allInnerTexts().catch(() => []);
  const stood =
    texts.length > 0 ? texts.join("\n---\n") : await page.locator("body").innerText().catch(String);
  const errors = await page.pageErrors().catch(() => []);
  const picture = await page.screenshot({ path }).then(
    () => path,
    () => "none could be taken",
  );
  return [
    `What stood there instead:\n${stood.trim()}`,
    ...errors.map((error) => `An error on the page: ${error.message}`),
    `A picture of the page: ${picture}`,
  ].join("\n");
}
