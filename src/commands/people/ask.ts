import { questionIdOf } from "../../domain/derived-ids.ts";
import type { SubmissionId } from "../../domain/ids.ts";
import type { Filled } from "../../domain/invocation.ts";
import type { Job } from "../../domain/job/job.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { explainBlocked } from "../../domain/job/waiting.ts";
import { limits } from "../../domain/limits.ts";
import { type Question, type Topic, topics } from "../../domain/people/question.ts";
import { maskSecrets } from "../../domain/secrets/secret.ts";
import { askForm, askTitle } from "../../messages/people/ask-form.ts";
import { adminsAsked } from "../../messages/people/asked-admins.ts";
import { outsider } from "../../messages/people/outsider.ts";
import { mistakes } from "../../messages/submit/mistakes.ts";
import { type Answer, type FormErrors, type FormMistake, toMe } from "../answer.ts";
import { command, type FormRead } from "../command.ts";
import { type JobRef, jobRef } from "../kinds/job-ref.ts";
import { oneOf, text } from "../kinds/text.ts";
import { findJob } from "../looking/find-job.ts";
import { note } from "../note.ts";
import { aboutForm, sameForm, toForm } from "../open-form.ts";
import type { Request } from "../request.ts";
import { lookAt } from "./ask-for-access.ts";

/** Something only the admins can give: more vCPUs, a queue, a lab to be taken in. */
export const ask = command({
  verb: "ask",
  aliases: ["ask admins"],
  summary: "Ask the admins for more vCPUs, a queue or something else",
  about: "Alone it opens a form; in a job's thread, or with `--job`, it is filled in from that job.",
  args: {},
  options: {
    job: jobRef("The job that waits for it.", { letters: ["j"], placeholder: "JOB" }),
    topic: oneOf("What it is about: `vcpus`, `queue` or `other`.", topics),
    text: text("In your own words; with it no form is opened.", {
      max: limits.questionLength,
      placeholder: "'256 vCPUs until Friday'",
    }),
  },
  examples: ["ask", "ask --job 3fa9 --topic vcpus --text '256 vCPUs until Friday, for the cohort'"],
  access: "any",
  run: async (request, { job: ref, topic, text: words }): Promise<Answer> => {
    const found = await jobOf(request, ref);
    if (found !== undefined && "answer" in found) return found.answer;
    if (words === undefined) return openAsk(request, found?.job, topic);
    return send(request, { topic: topic ?? "other", text: words, job: found?.job });
  },
  steps: {
    about: async (request, { value }) => {
      const found = await findJob(request, {
        ref: { kind: "id", id: value },
        action: "see",
        several: "newest",
      });
      return "answer" in found ? found.answer : openAsk(request, found.job, undefined);
    },
  },
  opens: "form",
  form: { title: askTitle, steps: ["about"], read: readAsk },
});

/** Outside of a job's thread it is about no job unless one is named. */
async function jobOf(request: Request, ref: JobRef | undefined) {
  if (ref === undefined && request.invocation.where.threadTs === undefined) return undefined;
  const found = await findJob(request, { ref, action: "see", several: "newest" });
  return ref === undefined && "answer" in found ? undefined : found;
}

async function openAsk(request: Request, job: Job | undefined, topic: Topic | undefined): Promise<Answer> {
  if (request.member.isOutside) return toMe(outsider());
  const form = askForm({ topic: topic ?? (job === undefined ? "other" : "vcpus"), text: wordsOf(job), job });
  const what = "Say what you need: `/batch ask --text '256 vCPUs until Friday'`.";
  return toForm(request, {
    form,
    ...(job === undefined ? {} : { about: job.id }),
    instead: mistakes({ verb: "ask", mistakes: [{ what }] }),
  });
}

/** What keeps it waiting, in plain words, as a beginning. */
function wordsOf(job: Job | undefined): string {
  if (job?.blocked === undefined || isEnded(job.state)) return "";
  const { what, advice } = explainBlocked({
    statusReason: job.blocked.reason,
    size: job.asked.size,
    queue: job.queue,
  });
  return `${job.name} cannot start as it is: ${what}. ${advice}`.replaceAll("`", "");
}

async function readAsk(request: Request, filled: Filled): Promise<FormErrors | FormRead> {
  const about = await aboutForm(request);
  const job = typeof about === "string" ? await seen(request, about as SubmissionId) : undefined;
  const words = (filled.text?.[0] ?? "").trim();
  const topic = topics.find((each) => each === filled.topic?.[0]) ?? "other";
  const wrong = await whyNot(request, words);
  if (wrong.length === 0) return { kind: "right", run: () => send(request, { topic, text: words, job }) };
  return {
    kind: "form errors",
    mistakes: wrong,
    form: sameForm(request, askForm({ topic, text: words, job })),
  };
}

/** At the moment it is sent, by the one who sends it. */
async function seen(request: Request, id: SubmissionId): Promise<Job | undefined> {
  const found = await findJob(request, { ref: { kind: "id", id }, action: "see", several: "newest" });
  return "answer" in found ? undefined : found.job;
}

async function whyNot({ services, member }: Request, words: string): Promise<FormMistake[]> {
  const open = await services.store.questions.countOpen(member.id);
  return [
    ...(words === "" ? [{ field: "text", what: "Say what you need." }] : []),
    ...(open >= limits.openQuestions
      ? [
          {
            field: "text",
            what: `You wait for ${open} answers already, and ${limits.openQuestions} are the most at a time.`,
          },
        ]
      : []),
  ];
}

type Asked = { topic: Topic; text: string; job: Job | undefined };

async function send(request: Request, { topic, text: words, job }: Asked): Promise<Answer> {
  const { services, member, invocation, nowMs } = request;
  const id = questionIdOf(invocation.id);
  const isAskedAlready = (await services.store.questions.get(id)) !== undefined;
  if (member.isOutside) return toMe(outsider());
  if (member.memberships.length === 0 && !member.isAdmin) {
    const looked = await lookAt(request, member.id);
    if (looked !== undefined && looked.standing !== "member") return toMe(outsider());
  }
  const wrong = isAskedAlready ? [] : await whyNot(request, words);
  if (wrong.length > 0) return toMe(mistakes({ verb: "ask", mistakes: wrong }));
  const pi =
    job?.pi ?? member.memberships.find(({ isDefault }) => isDefault)?.pi ?? member.memberships[0]?.pi;
  const link = job && (await linkTo(request, job));
  const question: Question = {
    id,
    member: member.id,
    topic,
    text: maskSecrets(words).text,
    ...(job === undefined ? {} : { job: job.id }),
    ...(pi === undefined ? {} : { pi }),
    ...(link === undefined ? {} : { link }),
    askedAtMs: invocation.reply.receivedAtMs,
  };
  const { adminChannel } = services.labs().institute;
  const admins = [...services.admins];
  await services.store.transaction(async (tables) => {
    await tables.people.askAdmins({ question, jobName: job?.name, admins, channel: adminChannel }, nowMs);
    if (isAskedAlready) return;
    await note(request, tables, {
      ...(pi === undefined ? {} : { pi }),
      ...(job === undefined ? {} : { job: job.id }),
      outcome: "done",
      detail: { deed: "asked", topic },
    });
  });
  services.changed();
  return toMe(adminsAsked());
}

async function linkTo({ services }: Request, job: Job): Promise<string | undefined> {
  const threads = await services.store.threads.ofSubject(job.subject);
  const card = threads.find(({ cardTs, channel }) => cardTs !== undefined && !channel.startsWith("D"));
  return card?.cardTs && services.permalink(card.channel, card.cardTs);
}
