import type { Logger } from "pino";
import { type Answer, type FileAnswer, type MessageAnswer, toMe } from "../commands/answer.ts";
import type { Opening } from "../commands/open-form.ts";
import type { Invocation } from "../domain/invocation.ts";
import { limits } from "../domain/limits.ts";
import { Trouble } from "../domain/trouble.ts";
import { formNotTaken } from "../messages/form-not-taken.ts";
import { modalView } from "../messages/text/form.ts";
import type { Message } from "../messages/text/message.ts";
import type { Files } from "../slack/files.ts";
import type { Homes } from "../slack/homes.ts";
import type { Posts } from "../slack/posts.ts";
import type { Respond } from "../slack/respond.ts";
import type { Views } from "../slack/views.ts";

export type DeliverAnswerOptions = {
  posts: Pick<Posts, "postPrivately" | "postOpenly" | "postDirectly">;
  homes: Homes;
  views: Pick<Views, "update">;
  files: Files;
  respond: Respond;
  nowMs(): number;
  logger: Logger;
};

/**
 * Brings an answer back through the door it was asked at; where that fails, as a direct message. `view`: the one that was
 * opened for it. Throws where it should be tried again.
 */
export function answerDelivery(options: DeliverAnswerOptions) {
  return async (invocation: Invocation, answer: Answer, view: Opening | undefined): Promise<void> => {
    switch (answer.kind) {
      case "done":
        return;
      case "message":
        return (await saidInView(options, answer.message, view))
          ? undefined
          : tell(options, invocation, answer);
      case "file":
        return deliverFile(options, invocation, answer);
      case "form errors":
        return tell(options, invocation, toMe(formNotTaken(answer.mistakes)));
      case "form": {
        const isFilled = await options.views.update(answer.form.draft, modalView(answer.form, answer.form));
        // One that was opened and is gone the person has closed.
        if (isFilled || view !== undefined) return;
        return tell(options, invocation, toMe(answer.instead));
      }
    }
  };
}

/** Into the direct messages first: what is said beside the question is then true. */
async function deliverFile(
  options: DeliverAnswerOptions,
  invocation: Invocation,
  { file, comment, said, instead }: FileAnswer,
): Promise<void> {
  const { files, posts, logger } = options;
  try {
    await files.sendDirectly(invocation.who.member, file, comment);
  } catch (error) {
    if (!(error instanceof Trouble && error.kind === "permanent")) throw error;
    logger.warn(
      { err: error, invocation: invocation.id },
      "A file could not be sent and goes as text; does the Slack app have the scope files:write?",
    );
    await posts.postDirectly(invocation.who.member, instead);
  }
  return tell(options, invocation, toMe(said));
}

/** A view that waits for a form and gets none says why. Buttons stay away: in a view they would lead nowhere. */
async function saidInView(
  { views }: DeliverAnswerOptions,
  { blocks }: Message,
  view: Opening | undefined,
): Promise<boolean> {
  if (view === undefined) return false;
  const said = blocks.filter(({ type }) => type !== "actions");
  return views.update(view.draft, modalView({ title: view.title, blocks: said }, view));
}

async function tell(
  options: DeliverAnswerOptions,
  invocation: Invocation,
  { message, audience }: MessageAnswer,
): Promise<void> {
  const member = invocation.who.member;
  if (invocation.input.kind === "home") return drawHome(options, invocation, message);
  if (audience === "direct" || invocation.reply.isDirect) return options.posts.postDirectly(member, message);
  try {
    await answerThere(options, invocation, { message, audience });
  } catch (error) {
    options.logger.warn(
      { err: error, invocation: invocation.id },
      "An answer did not get through and goes as a direct message",
    );
    await options.posts.postDirectly(member, message);
  }
}

async function drawHome(
  { homes, logger }: DeliverAnswerOptions,
  { id, who, where }: Invocation,
  { blocks }: Message,
): Promise<void> {
  try {
    await homes.publish(who.member, { blocks, direct: where.channel });
  } catch (error) {
    if (!(error instanceof Trouble && error.kind === "permanent")) throw error;
    logger.warn(
      { err: error, invocation: id },
      "A Home tab could not be drawn; does the Slack app have one?",
    );
  }
}

async function answerThere(
  { posts, respond, nowMs }: DeliverAnswerOptions,
  { reply, where, who }: Invocation,
  { message, audience }: { message: Message; audience: "me" | "here" },
): Promise<void> {
  const thread = where.threadTs === undefined ? {} : { threadTs: where.threadTs };
  if (reply.responseUrl !== undefined && nowMs() - reply.receivedAtMs < limits.responseUrlMs) {
    return respond(reply.responseUrl, {
      message,
      audience,
      // A private answer can not become one for all: that stands beside it.
      replaceOriginal: audience === "me" && reply.replaceOriginal === true,
      ...thread,
    });
  }
  if (audience === "here") return posts.postOpenly({ channel: where.channel, ...thread }, message);
  return posts.postPrivately({ channel: where.channel, member: who.member, ...thread }, message);
}
