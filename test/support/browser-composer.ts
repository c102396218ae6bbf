import type { Locator, Page } from "playwright-core";
import { type Place, placeAt, telling } from "./browser-place.ts";

/** The field one writes messages in, with its buttons, worked by keys as far as it goes. */
export type Composer = Place & {
  field: Locator;
  /** Key by key where the caret stands, without sending it. */
  writes(text: string): Promise<void>;
  selectsLastWord(): Promise<void>;
  sends(): Promise<void>;
  /** Picks the one that the words found first. */
  picksEmoji(words: string): Promise<void>;
  attaches(file: { name: string; text: string }): Promise<void>;
  /** What is offered while one writes. */
  suggestions: Place;
};

export function composerOn(page: Page): Composer {
  const locator = page.getByRole("main");
  const field = locator.getByRole("textbox", { name: /^Message / });
  const tell = (hope: string, deed: () => Promise<void>) => telling({ hope, locator }, deed);
  return {
    ...placeAt("the message field", locator),
    field,
    writes: (text) => tell(`the message field takes ${text}`, () => field.pressSequentially(text)),
    selectsLastWord: () => field.press("Control+Shift+ArrowLeft"),
    sends: () => field.press("Enter"),
    picksEmoji: (words) =>
      tell(`there is an emoji for ${words}`, async () => {
        await locator.getByRole("button", { name: "Emoji", exact: true }).click();
        const search = page.getByRole("combobox", { name: "Search emoji" });
        await search.fill(words);
        await search.press("Enter");
      }),
    attaches: ({ name, text }) =>
      tell(`the message takes the file ${name}`, async () => {
        const choosing = page.waitForEvent("filechooser");
        await locator.getByRole("button", { name: "Attach a file" }).click();
        const file = { name, mimeType: "text/plain", buffer: Buffer.from(text) };
        await (await choosing).setFiles(file);
        await locator.getByRole("button", { name: `Remove ${name}` }).waitFor();
      }),
    suggestions: placeAt("the suggestions", page.getByRole("listbox", { name: "Suggestions" })),
  };
}
