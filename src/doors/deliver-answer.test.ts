import { pino } from "pino";
import { expect, test, vi } from "vitest";
import { type Answer, toMe } from "../commands/answer.ts";
import type { ChannelId, DraftId, InvocationId, MemberId, TeamId } from "../domain/ids.ts";
import type { Invocation } from "../domain/invocation.ts";
import { buttons, paragraph } from "../messages/text/block.ts";
import { say } from "../messages/text/prose.ts";
import type { Files } from "../slack/files.ts";
import type { Posts } from "../slack/posts.ts";
import { SlackTrouble } from "../slack/slack-trouble.ts";
import type { Views } from "../slack/views.ts";
import { answerDelivery } from "./deliver-answer.ts";

const answer = toMe({
  text: "Nothing is under way.",
  blocks: [paragraph(say`Nothing is under way.`), ...buttons({ verb: "help", label: "Help" })],
});

const opened: Invocation = {
  id: "Ev1" as InvocationId,
  verb: "home",
  input: { kind: "home" },
  who: { member: "U0JBLOW" as MemberId, team: "T0HUTCH" as TeamId },
  where: { channel: "D0JBLOW" as ChannelId },
  via: "home",
  reply: { receivedAtMs: 0 },
};

const typed: Invocation = {
  ...opened,
  verb: "settings",
  input: { kind: "text", text: "settings" },
  where: { channel: "C0PETERS" as ChannelId },
  via: "slash",
};

const draft = "d_1" as DraftId;
const view = { title: "Settings", verb: "settings", draft };
const form: Answer = {
  kind: "form",
  form: { title: "Settings", submit: "Save", blocks: [], verb: "settings", draft },
  instead: { text: "Your settings.", blocks: [] },
};

function withSlack(slack: {
  publish?: () => Promise<void>;
  update?: Views["update"];
  send?: Files["sendDirectly"];
}) {
  const lines: string[] = [];
  const logger = pino({ level: "warn" }, { write: (line) => void lines.push(line) });
  const postDirectly = vi.fn(async () => {});
  const postPrivately = vi.fn(async (_place: unknown, _message: { text: string }) => {});
  const sendDirectly = vi.fn(slack.send ?? (async () => {}));
  const update = vi.fn(slack.update ?? (async () => true));
  const deliver = answerDelivery({
    posts: { postDirectly, postPrivately } as unknown as Posts,
    homes: { publish: slack.publish ?? (async () => {}) },
    views: { update },
    files: { sendDirectly },
    respond: async () => {},
    nowMs: () => 0,
    logger,
  });
  return { deliver, lines, postDirectly, postPrivately, sendDirectly, update };
}

test("a Slack app without a Home tab is told of in the log, once an opening, and nobody else hears of it", async () => {
  const publish = async () => {
    throw new SlackTrouble("permanent", "not_enabled");
  };
  const { deliver, lines, postDirectly } = withSlack({ publish });
  await deliver(opened, answer, undefined);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("not_enabled");
  expect(postDirectly).not.toHaveBeenCalled();
});

test("a Home tab that Slack could not draw just now is left to be drawn again", async () => {
  const publish = async () => {
    throw new SlackTrouble("later", "ratelimited");
  };
  await expect(withSlack({ publish }).deliver(opened, answer, undefined)).rejects.toThrow("ratelimited");
});

test("a form takes the place of the view that was opened for it, and carries nothing but an id", async () => {
  const { deliver, update, postPrivately } = withSlack({});
  await deliver(typed, form, view);
  expect(update).toHaveBeenCalledExactlyOnceWith(
    draft,
    expect.objectContaining({ callback_id: "settings", private_metadata: draft, external_id: draft }),
  );
  expect(postPrivately).not.toHaveBeenCalled();
});

test("who has closed the view before the form came hears nothing more of it", async () => {
  const { deliver, postPrivately } = withSlack({ update: async () => false });
  await deliver(typed, form, view);
  expect(postPrivately).not.toHaveBeenCalled();
});

test("where no view could be opened, a message says what the form would have shown", async () => {
  const { deliver, postPrivately } = withSlack({ update: async () => false });
  await deliver(typed, form, undefined);
  expect(postPrivately.mock.calls.map(([, message]) => message.text)).toEqual(["Your settings."]);
});

test("after a restart the view that still stands is found by its name and filled", async () => {
  const { deliver, postPrivately, update } = withSlack({});
  await deliver(typed, form, undefined);
  expect(update).toHaveBeenCalledOnce();
  expect(postPrivately).not.toHaveBeenCalled();
});

test("a view that gets no form says why, without buttons that would lead nowhere", async () => {
  const { deliver, update, postPrivately } = withSlack({});
  await deliver(typed, answer, view);
  expect(JSON.stringify(update.mock.calls)).toContain("Nothing is under way.");
  expect(JSON.stringify(update.mock.calls)).not.toContain("actions");
  expect(postPrivately).not.toHaveBeenCalled();
});

test("and where that view is closed already, the answer comes as a message", async () => {
  const { deliver, postPrivately } = withSlack({ update: async () => false });
  await deliver(typed, answer, view);
  expect(postPrivately).toHaveBeenCalledOnce();
});

test("a form that Slack would not fill just now is tried again", async () => {
  const update = async () => {
    throw new SlackTrouble("later", "ratelimited");
  };
  await expect(withSlack({ update }).deliver(typed, form, view)).rejects.toThrow("ratelimited");
});

test("a form that was right when it was sent and is no longer says so in a message", async () => {
  const { deliver, postPrivately } = withSlack({});
  const errors: Answer = {
    kind: "form errors",
    mistakes: [{ field: "place", what: "That place is gone." }],
    form: { title: "Settings", blocks: [], verb: "settings", draft },
  };
  await deliver(typed, errors, undefined);
  expect(postPrivately.mock.calls[0]?.[1].text).toContain("nothing was changed. That place is gone.");
});

const file: Answer = {
  kind: "file",
  file: { name: "align.json", title: "Job definition align", content: "{}" },
  comment: "The job definition align.",
  said: { text: "It is in your direct messages.", blocks: [] },
  instead: { text: "Slack takes no file; this is its text: {}", blocks: [] },
};

test("a file goes to the direct messages, and where it was asked for it is said so", async () => {
  const { deliver, sendDirectly, postPrivately, postDirectly } = withSlack({});
  await deliver(typed, file, undefined);
  expect(sendDirectly).toHaveBeenCalledExactlyOnceWith("U0JBLOW", file.file, file.comment);
  expect(postPrivately.mock.calls.map(([, { text }]) => text)).toEqual([file.said.text]);
  expect(postDirectly).not.toHaveBeenCalled();
});

test("a Slack app that may not send files sends the text of it", async () => {
  const { deliver, lines, postDirectly, postPrivately } = withSlack({
    send: async () => {
      throw new SlackTrouble("permanent", "missing_scope");
    },
  });
  await deliver(typed, file, undefined);
  expect(postDirectly).toHaveBeenCalledExactlyOnceWith("U0JBLOW", file.instead);
  expect(postPrivately).toHaveBeenCalledTimes(1);
  expect(lines[0]).toContain("files:write");
});

test("a file that Slack does not take just now is left to be sent again, and nobody is told that it was", async () => {
  const { deliver, postPrivately } = withSlack({
    send: async () => {
      throw new SlackTrouble("later", "ratelimited");
    },
  });
  await expect(deliver(typed, file, undefined)).rejects.toThrow("ratelimited");
  expect(postPrivately).not.toHaveBeenCalled();
});
