import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { jblow, petersLab, team } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork } from "../support/people-at-work.ts";

let here: Here;
let refused = 0;

beforeAll(async () => {
  here = await startHere();
});

afterAll(() => expectNothingLeft(here, { refused }).finally(() => here.close()));

const nowSec = () => Math.floor(Date.now() / 1_000);

function command(text: string, teamId = team.id): Record<string, string> {
  return {
    team_id: teamId,
    channel_id: petersLab,
    user_id: jblow,
    command: "/batch",
    text,
    response_url: `${here.slack.url}/response/none`,
    trigger_id: `trigger-${Math.random()}`,
  };
}

type Hostile = Parameters<Here["slack"]["deliver"]>[2];
type Kind = Parameters<Here["slack"]["deliver"]>[0];

async function statusOf(
  kind: Kind,
  payload: Record<string, unknown>,
  options: Hostile = {},
): Promise<number> {
  const { status } = await here.slack.deliver(kind, payload, options);
  if (status !== 200) refused += 1;
  return status;
}

describe("a request is let in only with Slack's signature of just now", () => {
  it.each([
    ["a wrong secret", { secret: "not-the-secret" }],
    ["an empty signature", { signature: "" }],
    ["a signature of another version", { signature: "v1=00" }],
    ["a signature of the right length and no more", { signature: `v0=${"0".repeat(64)}` }],
    ["another body than was signed", { signature: `v0=${"a".repeat(64)}`, rawBody: "text=other" }],
  ])("%s is answered 401", async (_name, options) => {
    expect(await statusOf("command", command("whoami"), options)).toBe(401);
  });

  it("a timestamp more than five minutes ago is answered 401", async () => {
    expect(await statusOf("command", command("whoami"), { timestampSec: nowSec() - 302 })).toBe(401);
  });

  it("a timestamp more than five minutes ahead is answered 401", async () => {
    expect(await statusOf("command", command("whoami"), { timestampSec: nowSec() + 302 })).toBe(401);
  });

  it.each(["x-slack-signature", "x-slack-request-timestamp"])(
    "a missing %s is answered 401",
    async (missing) => {
      const headers = new Headers({
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-signature": `v0=${"0".repeat(64)}`,
        "x-slack-request-timestamp": String(nowSec()),
      });
      headers.delete(missing);
      const body = new URLSearchParams(command("whoami"));
      const { status } = await fetch(`${here.botUrl}/slack/events`, { method: "POST", headers, body });
      expect(status).toBe(401);
    },
  );
});

describe("another workspace is answered 403, however well it signs", () => {
  it.each<[Kind, () => Record<string, unknown>]>([
    ["command", () => command("whoami", "T0OTHER")],
    [
      "interactive",
      () => ({
        type: "block_actions",
        team: { id: "T0OTHER" },
        user: { id: jblow, team_id: "T0OTHER" },
        trigger_id: "t1",
        container: { type: "message", channel_id: petersLab, is_ephemeral: true },
        actions: [{ type: "button", action_id: "list", block_id: "b", action_ts: "1.1" }],
      }),
    ],
    [
      "event",
      () => ({
        type: "event_callback",
        team_id: "T0OTHER",
        event_id: "Ev1",
        event: { type: "app_mention", user: jblow, channel: petersLab, text: "whoami", ts: "1.1" },
      }),
    ],
  ])("as a %s", async (kind, payload) => {
    expect(await statusOf(kind, payload())).toBe(403);
  });
});

it("a body larger than Slack ever sends is answered 413", async () => {
  expect(await statusOf("command", command("x".repeat(1_100_000)))).toBe(413);
});

it("the handshake of an address is answered with its challenge", async () => {
  const { status, json } = await here.slack.deliver("event", { type: "url_verification", challenge: "c-1" });
  expect([status, json]).toEqual([200, { challenge: "c-1" }]);
});

it("other methods and other paths are nobody's", async () => {
  expect((await fetch(`${here.botUrl}/slack/events`)).status).toBe(405);
  expect((await fetch(`${here.botUrl}/slack`, { method: "POST" })).status).toBe(404);
});

describe("what is let in", () => {
  it("is answered with an empty 200 within a second, also where the command is not known", async () => {
    const lab = atWork(here);
    const answer = await lab.ask(jblow, petersLab, "/batch frobnicate --now");
    expect(answer.text).toBe("I know no command `frobnicate`. `/batch help` lists them all.");
    const delivery = here.slack.deliveries.at(-1);
    expect(delivery).toMatchObject({ kind: "command", status: 200, body: "" });
    expect(delivery?.durationMs).toBeLessThan(1_000);
  });

  it("may carry a charset behind its content type", async () => {
    const lab = atWork(here);
    const before = here.slack.deliveries.length;
    await lab.ask(jblow, petersLab, "/batch whoami");
    const [typed] = here.slack.deliveries.slice(before);
    const again = { ...typed?.payload, trigger_id: "trigger-with-charset" };
    const contentType = "application/x-www-form-urlencoded; charset=utf-8";
    const answers = here.slack.ephemerals(jblow).length;
    expect(await statusOf("command", again, { contentType })).toBe(200);
    await lab.see(() => here.slack.ephemerals(jblow).length === answers + 1);
    const event = { type: "url_verification", challenge: "c-2" };
    expect(await statusOf("event", event, { contentType: "application/json; charset=utf-8" })).toBe(200);
  });

  it("nothing that was refused was ever looked at", async () => {
    const asked = here.slack.calls.filter(({ method }) => method === "response_url").length;
    expect(asked).toBe(3);
    expect(here.aws.calls().filter(({ service }) => service !== "events")).toEqual([]);
  });
});
