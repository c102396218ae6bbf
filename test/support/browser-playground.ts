import { inject } from "vitest";
import { type Playground, type PlaygroundOptions, startPlayground } from "../../src/playground/playground.ts";
import { channels, people } from "../../src/playground/world.ts";
import { openBrowser } from "./a-browser.ts";
import type { Look } from "./browser-looks.ts";
import { type Person, personAt } from "./browser-person.ts";

export type OpenPlayground = {
  playground: Playground;
  /** By the names the playground's world gives people and channels. */
  as(person: string, at: { in: string; look?: Look }): Promise<Person>;
  /** Fails if anybody met an error on the page's console. */
  close(): Promise<void>;
};

const quick = { submittedMs: 50, pendingMs: 50, runnableMs: 100, startingMs: 100 };

/** The playground with a browser in front of it. */
export async function openPlayground(options: PlaygroundOptions = {}): Promise<OpenPlayground> {
  const [playground, browser] = await Promise.all([
    startPlayground({
      botFile: inject("bundledBot").main,
      ...options,
      timings: { ...quick, ...options.timings },
    }),
    openBrowser(),
  ]);
  const here: Person[] = [];
  return {
    playground,
    as: async (name, { in: channelName, look }) => {
      const person = await personAt(browser, playground.slack.url, {
        as: idOf(people, name),
        channel: idOf(channels, channelName),
        ...(look && { look }),
      });
      here.push(person);
      return person;
    },
    close: async () => {
      // A page that outlives its server has errors of its own.
      await browser.close();
      await playground.close();
      const troubles = here.flatMap((person) => person.troubles);
      if (troubles.length > 0) throw new Error(`Errors on the page's console:\n${troubles.join("\n")}`);
    },
  };
}

function idOf(all: readonly { id: string; name: string }[], name: string): string {
  const found = all.find((each) => each.name === name);
  if (found === undefined)
    throw new Error(`There is no ${name} in the playground, but ${all.map((each) => each.name).join(", ")}.`);
  return found.id;
}
