/** What somebody asks the admins for. Closed, it says who has answered what. */
import type { Told } from "../../domain/people/people-notice.ts";
import type { Question, Topic } from "../../domain/people/question.ts";
import { buttons, message, paragraph, quiet, spoken } from "../text/block.ts";
import { link } from "../text/link.ts";
import type { Message } from "../text/message.ts";
import { moment } from "../text/moment.ts";
import type { NextStep } from "../text/next-step.ts";
import { bold, joined, type Prose, quoted, say, sentence } from "../text/prose.ts";
import type { NameOf } from "./name-of.ts";
import { personName } from "./people.ts";

export function questionCard(
  { question, jobName, answer }: Extract<Told, { is: "question asked" }>,
  nameOf: NameOf,
): Message {
  const head = headOf(question, nameOf);
  const about = jobWords(question, jobName);
  if (answer !== undefined) {
    const who = personName(nameOf(answer.by));
    const said = say`${who} has answered: ${quoted(answer.text)}`;
    return message(
      joined([sentence(head), sentence(said)], " "),
      paragraph(joined([head, quoted(question.text), sentence(said)], "\n")),
      quiet(joined([about, say`${moment(answer.atMs, "answered")}`], " · ")),
    );
  }
  return message(
    sentence(say`${head}: ${quoted(question.text)}`),
    paragraph(joined([say`${head}:`, quoted(question.text)], "\n")),
    quiet(joined([about, say`${moment(question.askedAtMs, "asked")}`], " · ")),
    buttons(answerStep(question), jobStepOf(question)),
  );
}

export function answerStep({ id }: Question, nth?: number): NextStep {
  const of = nth === undefined ? {} : { nth };
  return { ...of, verb: "answer", step: "open", label: "Answer", value: id, style: "primary" };
}

function jobStepOf({ job }: Question): NextStep | undefined {
  return job === undefined ? undefined : { verb: "status", label: "Show the job", value: job };
}

/** `J. Blow of peters-u asks for more vCPUs` */
export function headOf({ member, pi, topic }: Question, nameOf: NameOf): Prose {
  const of = pi === undefined ? undefined : say` of ${pi}`;
  return say`${bold(personName(nameOf(member)))}${of} ${asks[topic]}`;
}

const asks: Readonly<Record<Topic, string>> = {
  vcpus: "asks for more vCPUs",
  queue: "asks for a queue",
  other: "asks the admins",
};

function jobWords({ link: url }: Question, jobName: string | undefined): Prose | undefined {
  if (jobName === undefined) return undefined;
  return say`job ${url === undefined ? say`${jobName}` : link(url, jobName)}`;
}

export function questionAnswered(
  { question, answer }: Extract<Told, { is: "question answered" }>,
  nameOf: NameOf,
): Message {
  const who = personName(nameOf(answer.by));
  return spoken(
    sentence(say`${who} answers your question: ${quoted(answer.text)}`),
    quiet(say`You asked: ${quoted(question.text)}`),
    buttons({ verb: "ask", label: "Ask again" }, jobStepOf(question)),
  );
}
