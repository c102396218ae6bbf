/** A job definition filled into a form. */

import type { PiName } from "../../domain/ids.ts";
import type { Filled } from "../../domain/invocation.ts";
import { may, type Refusal } from "../../domain/people/access.ts";
import { visiblePis } from "../../domain/people/member.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { usualDefinition } from "../../domain/submission/definition-skeleton.ts";
import { type DefineForm, defineForm } from "../../messages/defining/define-form.ts";
import { defineInstead } from "../../messages/defining/define-instead.ts";
import type { Answer, FormErrors, FormMistake } from "../answer.ts";
import { choosePi } from "../choose-pi.ts";
import type { FormRead } from "../command.ts";
import { commandKind } from "../kinds/command-words.ts";
import { sameForm, toForm } from "../open-form.ts";
import { toStranger } from "../people/to-stranger.ts";
import type { Request } from "../request.ts";
import type { Kind, Reading } from "../typing/argument.ts";
import { makeFile, register } from "./define-deeds.ts";
import { defineOptions, imageKind, nameKind } from "./define-options.ts";

export async function openDefine(request: Request): Promise<Answer> {
  const labs = labsOf(request);
  const [first] = labs;
  if (first === undefined) return toStranger(request);
  const chosen = await choosePi(request, { named: undefined, verb: "define", lineFor: (pi) => `--pi ${pi}` });
  const { vcpus, memoryMiB } = usualDefinition;
  const filled = {
    pi: "pi" in chosen ? chosen.pi.name : first.name,
    name: "",
    image: "",
    vcpus: String(vcpus),
    memory: `${memoryMiB}M`,
    command: "",
    deed: "file" as const,
  };
  return toForm(request, { form: defineForm(formOf(request, labs, filled)), instead: defineInstead() });
}

export async function readDefine(request: Request, filled: Filled): Promise<FormErrors | FormRead> {
  const labs = labsOf(request);
  const text = (key: string): string => (filled[key]?.[0] ?? "").trim();
  const pi = labs.find(({ name }) => name === text("pi")) ?? (labs.length === 1 ? labs[0] : undefined);
  const isFile = text("deed") !== "register";
  const read = {
    name: nameKind.read(text("name"), "This"),
    image: text("image") === "" ? undefined : imageKind.read(text("image"), "This"),
    vcpus: readAs<number>(defineOptions.vcpus, text("vcpus")),
    memory: readAs<number>(defineOptions.memory, text("memory")),
    command: text("command") === "" ? undefined : commandKind.read(text("command"), "This"),
  };
  const mistakes: FormMistake[] = [
    ...Object.entries(read).flatMap(([field, reading]) => mistakeIn(field, reading)),
    ...(pi === undefined ? [{ field: "pi", what: "Choose one of your labs." }] : []),
    ...(isFile ? [] : cannotRegister(request, pi, text("image"))),
  ];
  const { name, image, vcpus, memory, command } = read;
  if (mistakes.length === 0 && pi !== undefined && name.ok && vcpus.ok && memory.ok) {
    const wish = {
      name: name.value,
      vcpus: vcpus.value,
      memoryMiB: memory.value,
      attempts: usualDefinition.attempts,
      ...(image?.ok ? { image: image.value } : {}),
      ...(command?.ok ? { command: command.value } : {}),
    };
    const draft = { pi: pi.name, wish };
    return { kind: "right", run: () => (isFile ? makeFile(request, draft) : register(request, draft)) };
  }
  const form = defineForm(
    formOf(request, labs, {
      pi: pi?.name ?? ("" as PiName),
      name: text("name"),
      image: text("image"),
      vcpus: text("vcpus"),
      memory: text("memory"),
      command: text("command"),
      deed: isFile ? "file" : "register",
    }),
  );
  return { kind: "form errors", mistakes, form: sameForm(request, form) };
}

function readAs<T>({ kind }: { kind: Kind<T> }, text: string): Reading<T> {
  return kind.read(text, "This");
}

function mistakeIn(field: string, reading: Reading<unknown> | undefined): FormMistake[] {
  if (reading === undefined || reading.ok) return [];
  const instead = reading.instead === undefined ? "" : ` Perhaps ${reading.instead}?`;
  const what = reading.mistake.replace(/^This: /, "").replaceAll("`", "");
  return [{ field, what: `${what.charAt(0).toUpperCase()}${what.slice(1)}${instead}` }];
}

function cannotRegister({ member }: Request, pi: Pi | undefined, image: string): FormMistake[] {
  const decision = pi && may(member, "define", { pi });
  return [
    ...(decision?.allowed === false ? [{ field: "deed", what: whyNot(decision.why) }] : []),
    ...(image === "" ? [{ field: "image", what: "AWS registers none without an image." }] : []),
  ];
}

function whyNot({ kind, pi }: Refusal): string {
  return kind === "managers-only"
    ? `In ${pi} only managers and admins register definitions: choose the file.`
    : `In ${pi} the bot may not register definitions: choose the file.`;
}

/** Those of the person; an admin of no lab may choose among all. */
function labsOf({ member, services }: Request): Pi[] {
  const { pis } = services.labs();
  const own = member.memberships.flatMap(({ pi }) => pis.get(pi) ?? []);
  return own.length > 0 ? own : visiblePis(member, pis.keys()).flatMap((name) => pis.get(name) ?? []);
}

function formOf(
  { member }: Request,
  labs: readonly Pi[],
  filled: Omit<DefineForm, "labs" | "canRegister">,
): DefineForm {
  const canRegister = labs.some((pi) => may(member, "define", { pi }).allowed);
  return { ...filled, labs: labs.map(({ name }) => name), canRegister };
}
