/** What can be typed after `define`. */

import type { ValuesOf } from "../command.ts";
import { commandWords } from "../kinds/command-words.ts";
import { attempts, gpus, vcpus } from "../kinds/counts.ts";
import { memoryMiB } from "../kinds/memory.ts";
import { piName } from "../kinds/names.ts";
import { formed } from "../kinds/text.ts";
import type { Details, One } from "../typing/argument.ts";
import { flag, one, rest } from "../typing/declare-argument.ts";

export const defineAliases = ["skeleton", "create-def", "get_jobdef_skeleton"];

export const defineAbout =
  "You get a JSON file in your direct messages, with your PI's role and the scratch space filled in, ready for `aws batch register-job-definition --cli-input-json file://…`. Where the lab allows it the bot registers it for you. Alone it opens a form.";

export const nameKind = formed(
  "NAME",
  /^[A-Za-z0-9][\w-]{0,127}$/,
  "a definition's name begins with a letter or digit and goes on with letters, digits, `-` and `_`, up to 128 in all.",
);

export const imageKind = formed(
  "align:1.4",
  /^[^\s"'`<>|]{1,255}$/,
  "an image is written `align:1.4`, or with its registry `ghcr.io/lab/align:1.4`, without spaces.",
);

function image(about: string, details: Details<string> = {}): One<string> {
  return one(about, imageKind, details);
}

export const defineArgs = {
  name: one("What the definition is called.", nameKind),
  words: rest("The command of its jobs; without it the image's own.", "-- COMMAND"),
};

export const defineOptions = {
  image: image("The container image; without it a mark in the file says where it goes.", { letters: ["i"] }),
  vcpus: vcpus("How many vCPUs; 1 where left out.", { letters: ["x"], aliases: ["cpus", "cpu"] }),
  memory: memoryMiB("How much memory; 2000 MiB where left out.", { letters: ["m"], aliases: ["mem", "ram"] }),
  gpus: gpus("How many GPUs.", { aliases: ["gpu"] }),
  attempts: attempts("How often its jobs are tried; 1 where left out.", {}),
  command: commandWords("The command of its jobs as one text, or as a JSON list.", { aliases: ["cmd"] }),
  pi: piName("The PI it is for, where you have several.", { letters: ["p"] }),
  register: flag("Register it in AWS, where the lab lets the bot do that."),
};

export const defineExamples = [
  "define align",
  "define align --image ghcr.io/lab/align:1.4 --vcpus 4 --memory 16G -- bwa mem Ref::reference",
  "define align --image align:1.4 --command 'python run.py' --register",
];

export type DefineInput = ValuesOf<typeof defineArgs> & ValuesOf<typeof defineOptions>;

export function checkDefine(input: DefineInput): string[] {
  const { name, image, command, words, register } = input;
  if (isBareDefine(input)) return [];
  const wrong: string[] = [];
  if (name === undefined)
    wrong.push(
      "Say what it is called: `/batch define align --image align:1.4`; or `/batch define` alone for a form.",
    );
  if (command !== undefined && words !== undefined)
    wrong.push("Both `--command` and words behind `--` say what to run: keep one of them.");
  if (register && image === undefined) wrong.push("`--register` needs `--image`: AWS takes none without.");
  return wrong;
}

/** Nothing was said: a form asks. */
export function isBareDefine({ name, words, register, ...others }: DefineInput): boolean {
  return (
    name === undefined &&
    words === undefined &&
    !register &&
    Object.values(others).every((value) => value === undefined)
  );
}
