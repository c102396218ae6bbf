import { describe, expect, it } from "vitest";
import {
  cardLink,
  consoleLink,
  docs,
  gallery,
  helpChannel,
  owner,
  stopper,
} from "../../test/fixtures/gallery.ts";
import { hostileTexts } from "../../test/fixtures/hostile-text.ts";
import { faultsOf } from "../../test/support/faults-of.ts";
import { assertHomeLimits, assertSlackLimits } from "../../test/support/slack-limits.ts";
import type { Message } from "./text/message.ts";

const meant = { mentions: [owner, stopper], channels: [helpChannel], links: [cardLink, consoleLink, docs] };

/** Only the end of a job calls somebody, the answer to what it waited for, and a job that its owner alone can help. */
const mentioning =
  /^notice: (waiting(?! for)|taken twice|succeeded|out of memory|exit code|image not found|stopped|lost|array failed|approved|denied|expired|failed batch|succeeded batch)(?!, without)/;

function assertLimits(name: string, message: Message): void {
  if (name.startsWith("home:")) assertHomeLimits(message, meant);
  else assertSlackLimits(message, meant);
}

describe("every message", () => {
  it.each(Object.entries(gallery()))("%s keeps Slack's limits", (name, message) => {
    assertLimits(name, message);
  });

  it.each(Object.entries(gallery()))("%s is a whole sentence when read out", (name, { text }) => {
    const ending = name.startsWith("log: ") ? /./ : /([.?!”]|\)|`|done)$/;
    expect(text).toMatch(/^(<@U0JBLOW> )?[`A-Za-z0-9]/);
    expect(text.trim()).toMatch(ending);
    expect(text).not.toMatch(/undefined|NaN|\[object|\s[.,;:]| {2}(?!\S)|\.\./);
  });

  it.each(Object.entries(gallery()))(
    "%s mentions nobody unless it is their turn",
    (name, { text, blocks }) => {
      const calls = /<@|"type":"(user|usergroup|broadcast)"/.test(text + JSON.stringify(blocks));
      expect(calls).toBe(mentioning.test(name) && !name.startsWith("notice: stopping"));
    },
  );
});

describe("with text from outside", () => {
  it.each(Object.entries(hostileTexts))(
    "that is %s every message keeps Slack's limits and calls nobody",
    (_what, hostile) => {
      const faults = faultsOf(
        gallery(() => hostile),
        (message, name) => assertLimits(name, message),
      );
      expect(faults).toEqual([]);
    },
  );
});
