import type { Page } from "playwright-core";
import { type Place, placeAt, telling } from "./browser-place.ts";

export type Search = Place & {
  /** With keys alone: opens the search, writes the words, and goes to the result that is chosen first. */
  goesTo(words: string): Promise<void>;
  opens(): Promise<void>;
};

export function searchOn(page: Page): Search {
  const locator = page.getByRole("dialog", { name: /^Search / });
  const opens = () =>
    telling({ hope: "Ctrl+K opens the search", locator }, async () => {
      await page.keyboard.press("Control+k");
      await locator.waitFor();
    });
  return {
    ...placeAt("the search", locator),
    opens,
    goesTo: async (words) => {
      await opens();
      await page.keyboard.type(words);
      await telling({ hope: `the search finds ${words}`, locator }, () =>
        locator.getByRole("option", { name: words }).first().waitFor(),
      );
      await page.keyboard.press("Enter");
    },
  };
}
