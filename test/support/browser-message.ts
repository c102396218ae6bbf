import type { Locator } from "playwright-core";
import { type Place, placeAt, telling } from "./browser-place.ts";
import { type Thread, threadOn } from "./browser-thread.ts";

export type Message = Place & {
  /** By its "2 replies"; by the toolbar's button where nobody has replied yet. */
  opensThread(): Promise<Thread>;
  /** Chooses from the menu behind "More message actions". */
  offers(item: string): Promise<void>;
  /** Chooses from the menu that the message itself has. */
  chooses(item: string): Promise<void>;
};

export function messageAt(name: string, locator: Locator): Message {
  const reply = locator.getByRole("button", { name: /^Reply in thread/ });
  const summary = locator.getByRole("button", { name: /\b\d+ repl(y|ies)\b/ });
  const tell = <Result>(hope: string, deed: () => Promise<Result>) => telling({ hope, locator }, deed);
  return {
    ...placeAt(name, locator),
    opensThread: () =>
      tell(`${name} has a thread to open`, async () => {
        await locator.hover();
        await summary.or(reply).first().click();
        return threadOn(locator.page());
      }),
    offers: (item) =>
      tell(`${name} offers ${item}`, async () => {
        await locator.hover();
        await locator.getByRole("button", { name: "More message actions", exact: true }).click();
        await locator.page().getByRole("menuitem", { name: item }).click();
      }),
    chooses: (item) =>
      tell(`${name} has ${item} in its menu`, async () => {
        await locator.getByRole("button", { name: "More actions", exact: true }).click();
        await locator.page().getByRole("menuitem", { name: item }).click();
      }),
  };
}
