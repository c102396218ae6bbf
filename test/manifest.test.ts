import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { isScalar, isSeq, parseDocument } from "yaml";
import schema from "./fixtures/slack-manifest.schema.json" with { type: "json" };

const document = parseDocument(readFileSync(new URL("../manifest.yml", import.meta.url), "utf8"));
const manifest: unknown = document.toJS();
// Slack's schema uses formats and keywords of its own, which say nothing about shape.
const accepts = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);

describe("the app manifest", () => {
  test("is YAML without errors, warnings or repeated keys", () => {
    expect([...document.errors, ...document.warnings]).toEqual([]);
  });

  test("is a manifest by Slack's own schema", () => {
    accepts(manifest);
    expect(accepts.errors ?? []).toEqual([]);
  });

  test("would be refused with a key Slack does not know, or without the command's description", () => {
    expect(accepts({ ...toObject(manifest), scopes: [] })).toBe(false);
    const command = { command: "/batch", url: "https://batchmate.example.org/slack/events" };
    expect(accepts({ ...toObject(manifest), features: { slash_commands: [command] } })).toBe(false);
  });

  test("asks for exactly these bot scopes, and for no one's own token", () => {
    expect(document.toJS().oauth_config).toEqual({
      scopes: {
        bot: [
          "commands",
          "chat:write",
          "app_mentions:read",
          "im:write",
          "files:write",
          "files:read",
          "channels:history",
          "groups:history",
          "im:history",
          "channels:read",
          "groups:read",
          "users:read",
          "users:read.email",
          "usergroups:read",
        ],
      },
    });
  });

  test("says beside every scope why it is needed", () => {
    const scopes = document.getIn(["oauth_config", "scopes", "bot"]);
    if (!isSeq(scopes)) throw new Error("oauth_config.scopes.bot is not a list");
    const bare = scopes.items.filter(
      (item) => !(isScalar(item) && (item.comment ?? "").trim().includes(" ")),
    );
    expect(bare.map(String)).toEqual([]);
  });

  test("hears mentions, that Home is opened and who is changed, nothing else, and everything Slack sends comes to one address", () => {
    expect(document.getIn(["settings", "event_subscriptions", "bot_events"], false)).toMatchObject({
      items: [{ value: "app_mention" }, { value: "app_home_opened" }, { value: "user_change" }],
    });
    const addresses = [...String(document).matchAll(/url: (\S+)/g)].map((match) => match[1]);
    expect(addresses).toHaveLength(4);
    expect(new Set(addresses)).toEqual(new Set(["https://batchmate.example.org/slack/events"]));
  });

  test("declares no functions and leaves Socket Mode off", () => {
    expect(Object.keys(toObject(manifest))).not.toContain("functions");
    expect(document.getIn(["settings", "socket_mode_enabled"])).toBe(false);
  });
});

function toObject(value: unknown): object {
  if (typeof value !== "object" || value === null) throw new Error("manifest.yml is not a mapping");
  return value;
}
