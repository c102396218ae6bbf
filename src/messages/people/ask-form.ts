import type { Job } from "../../domain/job/job.ts";
import { limits } from "../../domain/limits.ts";
import { type Topic, topics } from "../../domain/people/question.ts";
import { jobName } from "../job/job-words.ts";
import { paragraph, quiet } from "../text/block.ts";
import { choiceField, type Form, textField } from "../text/form.ts";
import { say } from "../text/prose.ts";

export const askTitle = "Ask the admins";

export type AskForm = { topic: Topic; text: string; job?: Pick<Job, "name"> | undefined };

/** Filled in from the job that waits, where it is about one. */
export function askForm({ topic, text, job }: AskForm): Form {
  return {
    title: askTitle,
    submit: "Ask",
    blocks: [
      ...(job === undefined ? [] : [paragraph(say`About job ${jobName(job)}; a link to it goes with it.`)]),
      choiceField({
        key: "topic",
        label: "What do you need?",
        options: topics.map((value) => ({ value, ...words[value] })),
        chosen: topic,
      }),
      textField({
        key: "text",
        label: "In your own words",
        placeholder: "We need 256 vCPUs until Friday, for the cohort of the grant",
        value: text,
        maxLength: limits.questionLength,
        lines: true,
      }),
      quiet(say`It goes to the admins' channel. The answer comes to you as a direct message.`),
    ],
  };
}

const words: Readonly<Record<Topic, { label: string; about: string }>> = {
  vcpus: { label: "More vCPUs or memory", about: "at once, or for one job" },
  queue: { label: "A queue", about: "of another kind of machine, or of our own" },
  other: { label: "Something else", about: "a lab to be taken in, an account, anything" },
};
