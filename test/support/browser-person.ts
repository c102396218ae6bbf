import type { Page } from "playwright-core";
import type { Tabs } from "./a-browser.ts";
import { type AwsPane, awsPaneOn } from "./browser-aws.ts";
import { barriersOn } from "./browser-barriers.ts";
import { type Composer, composerOn } from "./browser-composer.ts";
import { type Form, formOn } from "./browser-form.ts";
import { type Look, lookAt, looks } from "./browser-looks.ts";
import { type Message, messageAt } from "./browser-message.ts";
import { type Place, patienceMs, placeAt, telling } from "./browser-place.ts";
import { type Search, searchOn } from "./browser-search.ts";
import { type Thread, threadOn } from "./browser-thread.ts";

/** One person at the playground's page: what they do, and what they see. */
export type Person = {
  types(text: string): Promise<void>;
  /** The newest message in the channel in which that job's name stands. */
  card(name: string): Message;
  /** The messages of the channel, private answers included. */
  channel: Place;
  thread: Thread;
  /** Whatever only they see; `said` gives the newest of it, block by block. */
  privately: Place & { said(): Promise<string[]> };
  form(title: string): Promise<Form>;
  /** A shortcut: of a message, from its menu; else from the message field. */
  uses(shortcut: string, message?: Message): Promise<void>;
  opensHome(): Promise<void>;
  home: Place;
  composer: Composer;
  search: Search;
  aws: AwsPane;
  goesTo(channel: string): Promise<void>;
  /** Fails on what a screen reader, a keyboard or weak eyes would stumble over: light, dark and on a phone. */
  findsNoBarriers(): Promise<void>;
  page: Page;
  /** What the page wrote to its console as an error. */
  troubles: string[];
};

export type At = { as: string; channel: string; look?: Look };

export async function personAt(browser: Tabs, url: string, at: At): Promise<Person> {
  const page = await browser.newPage({ ...looks[at.look ?? "light"], reducedMotion: "reduce" });
  page.setDefaultTimeout(patienceMs);
  const troubles = troublesOf(page);
  const body = page.locator("body");
  const tell = <Result>(hope: string, deed: () => Promise<Result>) => telling({ hope, locator: body }, deed);
  await page.goto(`${url}/?as=${at.as}&channel=${at.channel}`);
  await tell("the page starts", () => page.waitForSelector("body.ready"));

  const channel = page.getByRole("list", { name: "Messages", exact: true });
  const answers = page.locator("[data-ephemeral]");
  const composer = composerOn(page);
  return {
    page,
    troubles,
    channel: placeAt("the channel", channel),
    thread: threadOn(page),
    privately: {
      ...placeAt("what only they see", answers),
      said: () => answers.last().locator("[data-block]").allInnerTexts(),
    },
    home: placeAt("the Home", page.getByRole("region", { name: / Home$/ })),
    composer,
    search: searchOn(page),
    aws: awsPaneOn(page),
    types: (text) =>
      tell(`the message field takes ${text}`, async () => {
        await composer.field.fill(text);
        await composer.sends();
      }),
    card: (name) => {
      const naming = channel.locator("[data-ts]").filter({ has: page.getByText(name, { exact: true }) });
      return messageAt(`the card of ${name}`, naming.last());
    },
    form: async (title) => {
      const form = formOn(page, title);
      await tell(`the form ${title} opens`, () => form.locator.waitFor());
      return form;
    },
    uses: async (shortcut, message) => {
      if (message !== undefined) return message.offers(shortcut);
      await tell(`the message field offers ${shortcut}`, async () => {
        await page.getByRole("button", { name: "Shortcuts" }).first().click();
        await page.getByRole("menuitem", { name: shortcut }).click();
      });
    },
    opensHome: () => tell("a link leads to the Home", () => page.locator("[data-home]").first().click()),
    goesTo: (id) =>
      tell(`a link leads to ${id}`, () => page.locator(`[data-channel="${id}"]`).first().click()),
    findsNoBarriers: () => noBarriers(page, at.look ?? "light"),
  };
}

function troublesOf(page: Page): string[] {
  const troubles: string[] = [];
  page.on("console", (said) => {
    if (said.type() === "error") troubles.push(`${said.text()} (${said.location().url})`);
  });
  page.on("pageerror", (error) => troubles.push(error.stack ?? error.message));
  return troubles;
}

async function noBarriers(page: Page, usual: Look): Promise<void> {
  const found: string[] = [];
  for (const look of Object.keys(looks) as Look[]) {
    await lookAt(page, look);
    found.push(...(await barriersOn(page)).map((barrier) => `${look}:\n${barrier}`));
  }
  await lookAt(page, usual);
  if (found.length > 0) throw new Error(`Barriers on the page:\n${found.join("\n")}`);
}
