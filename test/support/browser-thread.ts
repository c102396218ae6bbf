import type { Page } from "playwright-core";
import { type Place, placeAt, telling } from "./browser-place.ts";

export type Thread = Place & {
  replies(text: string): Promise<void>;
  closes(): Promise<void>;
};

/** The thread that is open. */
export function threadOn(page: Page): Thread {
  const locator = page.getByRole("complementary", { name: "Thread", exact: true });
  const field = locator.getByRole("textbox", { name: /^Reply/ });
  return {
    ...placeAt("the thread", locator),
    replies: (text) =>
      telling({ hope: `the thread takes the reply ${text}`, locator }, async () => {
        await field.fill(text);
        await field.press("Enter");
      }),
    closes: async () => {
      await page.keyboard.press("Escape");
      await locator.waitFor({ state: "hidden" });
    },
  };
}
