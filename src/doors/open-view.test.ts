import { expect, test, vi } from "vitest";
import { keptLog } from "../../test/support/kept-log.ts";
import type { ChannelId, DraftId, InvocationId, MemberId, TeamId } from "../domain/ids.ts";
import type { Invocation } from "../domain/invocation.ts";
import { SlackTrouble } from "../slack/slack-trouble.ts";
import { viewOpener } from "./open-view.ts";

const opening = { title: "Settings", verb: "settings", draft: "d_1" as DraftId };

const typed: Invocation = {
  id: "t1" as InvocationId,
  verb: "settings",
  input: { kind: "text", text: "settings" },
  who: { member: "U0JBLOW" as MemberId, team: "T0HUTCH" as TeamId },
  where: { channel: "C0PETERS" as ChannelId },
  via: "slash",
  reply: { receivedAtMs: 1_000, triggerId: "t1" },
};

function opener({
  nowMs = 1_100,
  open = async () => {},
  opens = () => opening as typeof opening | undefined,
} = {}) {
  const log = keptLog();
  const opened = vi.fn(open);
  const views = { open: opened, update: async () => true };
  return { openView: viewOpener({ opens, views, nowMs: () => nowMs, logger: log.logger }), opened, log };
}

test("a view stands at once, by its title, before it is known what goes in", async () => {
  const { openView, opened } = opener();
  expect(await openView(typed)).toEqual(opening);
  expect(opened).toHaveBeenCalledExactlyOnceWith("t1", expect.objectContaining({ external_id: "d_1" }));
});

test("nothing is opened for what is answered by a message, nor without a trigger", async () => {
  const { reply: _reply, ...rest } = typed;
  const { openView, opened } = opener();
  expect(await opener({ opens: () => undefined }).openView(typed)).toBeUndefined();
  expect(await openView({ ...rest, via: "mention", reply: { receivedAtMs: 1_000 } })).toBeUndefined();
  expect(opened).not.toHaveBeenCalled();
});

test("a trigger that is too old is not tried", async () => {
  const { openView, opened } = opener({ nowMs: 5_000 });
  expect(await openView(typed)).toBeUndefined();
  expect(opened).not.toHaveBeenCalled();
});

test("a view that Slack would not open is told of in the log, and the verb runs all the same", async () => {
  const { openView, log } = opener({
    open: async () => {
      throw new SlackTrouble("permanent", "expired_trigger_id");
    },
  });
  expect(await openView(typed)).toBeUndefined();
  expect(log.lines.map(({ msg }) => msg)).toEqual(["A form could not be opened"]);
});
