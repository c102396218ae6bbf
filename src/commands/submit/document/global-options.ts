/** Options that every command of the AWS CLI has, and what becomes of them here. Source: the AWS CLI reference. */
import { code } from "../../typing/quote.ts";

export type GlobalOption = {
  /** It stands alone. */
  isBare?: true;
  said?(value: string): string[];
  /** Why nothing can be submitted with it. */
  refused?: string;
};

const ofTheAnswer = (name: string) => (value: string) => [
  `${code(`${name} ${value}`.trim())} is about the answer of the AWS CLI, and is not used here`,
];

export const globalOptions: Readonly<Record<string, GlobalOption>> = {
  "--region": {},
  "--profile": {
    said: (value) => [`${code(`--profile ${value}`)} is not used: the job runs under your lab's account`],
  },
  "--output": { said: ofTheAnswer("--output") },
  "--query": { said: ofTheAnswer("--query") },
  "--color": { said: ofTheAnswer("--color") },
  "--no-cli-pager": { isBare: true },
  "--no-paginate": { isBare: true },
  "--no-verify-ssl": { isBare: true },
  "--no-cli-auto-prompt": { isBare: true },
  "--debug": { isBare: true },
  "--cli-read-timeout": {},
  "--cli-connect-timeout": {},
  "--cli-binary-format": {},
  "--ca-bundle": {},
  "--cli-input-json": {},
  "--endpoint-url": { refused: "names another service than AWS Batch: leave it out" },
  "--no-sign-request": {
    isBare: true,
    refused: "would send the job without saying who you are: leave it out",
  },
  "--cli-input-yaml": { refused: "is not read here: give the same as JSON, with `--cli-input-json`" },
  "--cli-auto-prompt": { isBare: true, refused: "asks in a terminal, and there is none here: leave it out" },
  "--generate-cli-skeleton": {
    refused:
      "only prints a skeleton and submits nothing: leave it out, or paste the skeleton that you have filled in",
  },
};
