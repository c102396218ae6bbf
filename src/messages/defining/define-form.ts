import type { PiName } from "../../domain/ids.ts";
import { quiet } from "../text/block.ts";
import { choiceField, type Form, textField } from "../text/form.ts";
import { say } from "../text/prose.ts";
import { typed } from "../text/typed.ts";

export type DefineForm = {
  labs: readonly PiName[];
  pi: PiName;
  /** All as typed. */
  name: string;
  image: string;
  vcpus: string;
  memory: string;
  command: string;
  deed: "file" | "register";
  /** A lab of theirs lets the bot register definitions. */
  canRegister: boolean;
};

export const defineTitle = "Job definition";

/** Slack shows so many radio buttons. */
const labsShown = 10;

export function defineForm(form: DefineForm): Form {
  return {
    title: defineTitle,
    submit: form.canRegister ? "Go" : "Send me the file",
    blocks: [
      ...(form.labs.length > 1 ? [labField(form)] : []),
      textField({
        key: "name",
        label: "Name",
        placeholder: "align",
        hint: "Letters, digits, - and _. A name that exists gets a new revision.",
        value: form.name,
        maxLength: 128,
      }),
      textField({
        key: "image",
        label: "Container image",
        placeholder: "ghcr.io/lab/align:1.4",
        hint: "Empty: a mark in the file says where it goes.",
        value: form.image,
        maxLength: 255,
        optional: true,
      }),
      textField({
        key: "vcpus",
        label: "vCPUs",
        hint: "More than one only helps a program that runs in parallel. Each job can ask for its own.",
        value: form.vcpus,
        maxLength: 10,
      }),
      textField({
        key: "memory",
        label: "Memory",
        placeholder: "4G",
        hint: "With its unit, such as 4G or 512M. Each job can ask for its own.",
        value: form.memory,
        maxLength: 20,
      }),
      textField({
        key: "command",
        label: "Command",
        placeholder: "bwa mem Ref::reference",
        hint: "As in a shell, or as a JSON list. Ref::name stands for a parameter. Empty: the image's own.",
        value: form.command,
        maxLength: 3000,
        optional: true,
      }),
      ...(form.canRegister ? [deedField(form)] : []),
      quiet(
        say`Your PI's role and the scratch space are filled in. The same can be typed: ${typed("help define")}`,
      ),
    ],
  };
}

function labField({ labs, pi }: DefineForm) {
  return choiceField({
    key: "pi",
    label: "Lab",
    ...(labs.length > labsShown ? { hint: "For another, type /batch define NAME --pi LAB." } : {}),
    options: shownLabs(labs, pi).map((name) => ({ value: name, label: name })),
    chosen: pi,
  });
}

/** The chosen one is always among them. */
function shownLabs(labs: readonly PiName[], pi: PiName): PiName[] {
  const first = labs.slice(0, labsShown);
  return first.includes(pi) || !labs.includes(pi) ? first : [...first.slice(0, -1), pi];
}

function deedField({ deed }: DefineForm) {
  return choiceField({
    key: "deed",
    label: "What comes of it",
    options: [
      { value: "file", label: "A file", about: "JSON in my direct messages, for the AWS CLI" },
      { value: "register", label: "Register it in AWS", about: "A new revision in the lab's account" },
    ],
    chosen: deed,
  });
}
