import type { Page } from "playwright-core";
import { type Place, placeAt, telling } from "./browser-place.ts";

export type Form = Place & {
  /** Text by the label of its field. */
  fills(texts: Record<string, string>): Promise<void>;
  chooses(label: string, option: string | RegExp): Promise<void>;
  /** With the form's own button; an accepted form closes. */
  submits(): Promise<void>;
  /** Under that field, and tied to it. */
  showsError(label: string, text: string | RegExp): Promise<void>;
  closes(): Promise<void>;
  isGone(): Promise<void>;
};

export function formOn(page: Page, title: string): Form {
  const locator = page.getByRole("dialog", { name: title, exact: true });
  const field = (label: string) => locator.getByLabel(label);
  const tell = (hope: string, deed: () => Promise<void>) => telling({ hope, locator }, deed);
  return {
    ...placeAt(`the form ${title}`, locator),
    fills: async (texts) => {
      for (const [label, text] of Object.entries(texts))
        await tell(`the field ${label} takes ${text}`, () => field(label).fill(text));
    },
    chooses: (label, option) =>
      tell(`${label} offers ${option}`, async () => {
        await field(label).click();
        await page.getByRole("option", { name: option }).click();
      }),
    submits: () => tell("the form has a button to send it", () => locator.locator("[type=submit]").click()),
    showsError: (label, text) =>
      tell(`the field ${label} is marked with ${text}`, async () => {
        const described = field(label).and(page.locator("[aria-invalid=true][aria-describedby]"));
        const ids = ((await described.getAttribute("aria-describedby")) ?? "").split(/\s+/);
        // Two fields may be wrong in the same words.
        const marks = locator.locator(ids.map((id) => `[id="${id}"]`).join(", "));
        await marks.filter({ hasText: text }).first().waitFor({ state: "visible" });
      }),
    closes: () => tell("the form can be closed", () => page.keyboard.press("Escape")),
    isGone: () => tell("the form is gone", () => locator.waitFor({ state: "hidden" })),
  };
}
