import type { Logger } from "pino";
import { referenceIdOf } from "../domain/derived-ids.ts";
import type { DraftId } from "../domain/ids.ts";
import type { Invocation } from "../domain/invocation.ts";
import { limits } from "../domain/limits.ts";
import { maskLabWords } from "../logs/lab-words.ts";
import { draftGone } from "../messages/draft-gone.ts";
import { maskSaid } from "../messages/logs/mask-said.ts";
import { mistakes } from "../messages/submit/mistakes.ts";
import { unknownVerb } from "../messages/unknown-verb.ts";
import type { TakenInvocation } from "../store/invocations.ts";
import { type Answer, type FormErrors, type OpenForm, toMe } from "./answer.ts";
import type { Command, FormRead } from "./command.ts";
import { showHelp } from "./help.ts";
import { showHome } from "./looking/home.ts";
import { showStart } from "./looking/start.ts";
import { noteEnd } from "./note.ts";
import { isOwnForm, type Opening, openingFor, placeForm, sameForm } from "./open-form.ts";
import { memberAsking } from "./people/member-of.ts";
import type { Request, Services } from "./request.ts";
import { troubleAnswer } from "./trouble-answer.ts";
import type { Suggestion } from "./typing/argument.ts";
import { findVerb } from "./typing/find-verb.ts";
import { findDraft, type LineDraft, lineSteps, saveLine } from "./typing/line-draft.ts";
import { parse } from "./typing/parse.ts";
import { fromSlack } from "./typing/slack-text.ts";

/** The one road from what a person asked for to its answer, whichever door it came through. */
export type Performer = {
  /** The form that an intention is answered by: its door opens a view at once. */
  opens(invocation: Invocation): Opening | undefined;
  /**
   * Reads a form that was sent, without doing anything: what is wrong with it, or the intention that it is, placed
   * where the form was opened. Throws where that can not be told now.
   */
  review(sent: Invocation): Promise<FormErrors | { kind: "right"; invocation: Invocation }>;
  /** An open form is drawn anew, or says what a field offers: undefined for a form that does neither. Throws. */
  redraw(open: Invocation, field: string): Promise<OpenForm | undefined>;
  suggest(open: Invocation, question: { field: string; typed: string }): Promise<readonly Suggestion[]>;
  /** Saves an intention and takes it; undefined when it was saved before, and there is nothing to do. */
  accept(invocation: Invocation): Promise<TakenInvocation | undefined>;
  /** Never throws: what goes wrong on our side is an answer too. */
  perform(invocation: Invocation): Promise<Answer>;
  /** The answer has been delivered. */
  finish(invocation: Invocation): Promise<void>;
};

export function performer(services: Services, logger: Logger): Performer {
  const { store, clock } = services;
  const requestOf = async (invocation: Invocation, bound: Logger): Promise<Request> => {
    const member = await memberAsking(services, invocation.who);
    const trail = { isNoted: false };
    return { invocation, member, services, nowMs: clock.nowMs(), logger: bound, trail };
  };
  return {
    opens: (invocation) => openingFor(services.commands, invocation),
    review: async (sent) => {
      const invocation = await placeForm(store, sent);
      const request = await requestOf(invocation, logger);
      const read = await readForm(request);
      return read?.kind === "form errors" ? masked(request, read) : { kind: "right", invocation };
    },
    redraw: async (open, field) => {
      const { command, filled } = formOf(services, open);
      const request = await requestOf(open, logger);
      const form = await command?.form?.redraw?.(request, { field, filled });
      return form && masked(request, sameForm(request, form));
    },
    suggest: async (open, { field, typed }) => {
      const { command, filled } = formOf(services, open);
      const request = await requestOf(open, logger);
      if (!(await isOwnForm(request))) return [];
      return masked(request, (await command?.form?.suggest?.(request, { field, typed, filled })) ?? []);
    },
    accept: (invocation) => store.invocations.save(invocation, clock.nowMs() + limits.invocationLeaseMs),
    perform: async (invocation) => {
      const reference = referenceIdOf(invocation.id);
      const bound = logger.child({ reference, verb: invocation.verb, member: invocation.who.member });
      let request: Request | undefined;
      try {
        request = { ...(await requestOf(invocation, bound)), isTaken: true };
        const answer = masked(request, await run(request));
        await noteEnd(request);
        return answer;
      } catch (error) {
        await noteTrouble(request, reference);
        return troubleAnswer({ invocation, services, logger: bound }, error);
      }
    },
    finish: (invocation) => store.invocations.finish(invocation.id, clock.nowMs()),
  };
}

/** Where the store is what fails, there is nowhere to write it but the log, where the trouble stands. */
async function noteTrouble(request: Request | undefined, reference: string): Promise<void> {
  if (request === undefined) return;
  await noteEnd(request, { reference }).catch((error: unknown) =>
    request.logger.error({ err: error }, "An intention that failed could not be written down"),
  );
}

/** Whatever it is about, it is a job of one of their labs; an admin sees those of all. */
function masked<T>({ member, services }: Request, said: T): T {
  const { pis } = services.labs();
  const own = member.isAdmin ? pis.values() : member.memberships.map(({ pi }) => pis.get(pi));
  return maskSaid(said, maskLabWords(own));
}

async function run(request: Request): Promise<Answer> {
  const { input, verb } = request.invocation;
  switch (input.kind) {
    case "text":
      return runLine(request, input.text);
    case "step":
      return runPress(request, verb, input);
    case "home":
      request.trail.verb = "home";
      return showHome(request);
    case "message": {
      const command = request.services.commands.find((each) => each.verb === verb);
      goesTo(request, command);
      return command?.message?.(request, input) ?? toMe(unknownVerb(verb));
    }
    case "form": {
      goesTo(request, formOf(request.services, request.invocation).command);
      const read = await readForm(request);
      if (read === undefined) return toMe(unknownVerb(verb));
      return read.kind === "right" ? read.run() : read;
    }
  }
}

function goesTo({ trail }: Request, command: Command | undefined, step?: string): void {
  if (command === undefined) return;
  trail.verb = command.verb;
  if (step !== undefined) trail.step = step;
}

/** Undefined for a form that is none of ours. */
async function readForm(request: Request): Promise<FormErrors | FormRead | undefined> {
  const { command, filled } = formOf(request.services, request.invocation);
  return command?.form?.read(request, filled);
}

function formOf({ commands }: Services, { input, verb }: Invocation) {
  const command = input.kind === "form" ? commands.find((each) => each.verb === verb) : undefined;
  return { command, filled: input.kind === "form" ? input.filled : {} };
}

async function runPress(
  request: Request,
  verb: string,
  { step, value }: { step?: string; value: string },
): Promise<Answer> {
  const command = request.services.commands.find((each) => each.verb === verb);
  if (command === undefined) return toMe(unknownVerb(verb));
  goesTo(request, command, step);
  if (step === undefined) return runCommand(request, command, value);
  if (lineSteps.has(step)) {
    const line = await findDraft(request, value, "line");
    return line === undefined
      ? toMe(draftGone(verb))
      : runCommand(request, command, (line.body as LineDraft).text);
  }
  const runStep = command.steps?.[step];
  return runStep === undefined ? toMe(unknownVerb(verb)) : runStep(request, { value });
}

async function runLine(request: Request, text: string): Promise<Answer> {
  const found = findVerb(request.services.commands, text);
  switch (found.kind) {
    case "verb":
      return runCommand(request, found.command, found.rest);
    case "help":
      return showHelp(request, found.command);
    case "none":
      return showStart(request);
    case "unknown":
      return (await documentAlone(request, text)) ?? toMe(unknownVerb(found.typed, found.near));
  }
}

/** Pasted without the verb that reads it: which one is offered, for nothing runs that nobody asked for. */
async function documentAlone(request: Request, text: string): Promise<Answer | undefined> {
  const reader = request.services.commands.find(({ document }) =>
    document?.isAlone === undefined ? document?.isIn(text) : document.isAlone(text),
  );
  if (reader === undefined) return undefined;
  const { verb } = reader;
  const draft = await saveLine(request, "corrected", { verb, text });
  const what = `What to do with it stands in front: \`${verb}\`.`;
  return toMe(
    mistakes({ verb, mistakes: [{ what }], corrected: `/batch ${verb} ${fromSlack(text)}`, draft }),
  );
}

/** Reads what follows the verb, and runs it. */
async function runCommand(asked: Request, command: Command, text: string): Promise<Answer> {
  const request: Request = { ...asked, invocation: { ...asked.invocation, verb: command.verb } };
  if (command.document?.isIn(text)) {
    goesTo(request, command);
    return command.document.run(request, text);
  }
  const parsed = parse(command, text);
  if (parsed.ok) goesTo(request, command);
  if (parsed.ok) return command.run(request, parsed.input, { text, said: parsed.said });
  const corrected = parsed.corrected;
  const form = await understoodForm(request, command, parsed.understood);
  // Running a stop is never one press away from a typing error.
  if (corrected === undefined || command.verb === "cancel") {
    return toMe(
      mistakes({
        verb: command.verb,
        mistakes: parsed.mistakes,
        ...(corrected === undefined ? {} : { corrected }),
        form,
      }),
    );
  }
  const line = corrected.replace(/^\/\S+\s+\S+\s*/, "");
  const draft = await saveLine(request, "corrected", { verb: command.verb, text: line });
  return toMe(mistakes({ verb: command.verb, mistakes: parsed.mistakes, corrected, draft, form }));
}

/** Where the verb has a form that can be opened filled in, what was understood waits for it. */
async function understoodForm(
  request: Request,
  command: Command,
  text: string,
): Promise<DraftId | undefined> {
  if (command.form?.steps?.includes("edit") !== true) return undefined;
  return saveLine(request, "understood", { verb: command.verb, text });
}
