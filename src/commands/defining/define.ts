import type { PiName } from "../../domain/ids.ts";
import { usualDefinition } from "../../domain/submission/definition-skeleton.ts";
import { withoutUndefined } from "../../domain/without-undefined.ts";
import { defineTitle } from "../../messages/defining/define-form.ts";
import { draftGone } from "../../messages/draft-gone.ts";
import { type Answer, toMe } from "../answer.ts";
import { choosePi } from "../choose-pi.ts";
import { command } from "../command.ts";
import { behindVerb, render } from "../render.ts";
import type { Request } from "../request.ts";
import { findDraft } from "../typing/line-draft.ts";
import { type DefineDraft, makeFile, register } from "./define-deeds.ts";
import { openDefine, readDefine } from "./define-in-form.ts";
import {
  checkDefine,
  type DefineInput,
  defineAbout,
  defineAliases,
  defineArgs,
  defineExamples,
  defineOptions,
  isBareDefine,
} from "./define-options.ts";

export const define = command({
  verb: "define",
  aliases: defineAliases,
  summary: "Get a job definition with your PI's role and scratch space, as a file",
  about: defineAbout,
  args: defineArgs,
  options: defineOptions,
  examples: defineExamples,
  check: checkDefine,
  access: "submit",
  opens: "form",
  run: (request, input): Promise<Answer> =>
    isBareDefine(input) ? openDefine(request) : defineTyped(request, input),
  form: { title: defineTitle, read: readDefine },
  steps: {
    register: async (request, { value }) => {
      const draft = await findDraft(request, value, "define");
      return draft === undefined ? toMe(draftGone("define")) : register(request, draft.body as DefineDraft);
    },
  },
});

async function defineTyped(request: Request, input: DefineInput): Promise<Answer> {
  const chosen = await choosePi(request, {
    named: input.pi as PiName | undefined,
    verb: "define",
    lineFor: (pi): string => behindVerb(render(define, { ...input, pi })),
  });
  if ("answer" in chosen) return chosen.answer;
  const { name = "", image, vcpus, memory, gpus, attempts } = input;
  const wish = withoutUndefined({
    name,
    image,
    vcpus: vcpus ?? usualDefinition.vcpus,
    memoryMiB: memory ?? usualDefinition.memoryMiB,
    gpus,
    command: input.command ?? input.words,
    attempts: attempts ?? usualDefinition.attempts,
  });
  const draft: DefineDraft = { pi: chosen.pi.name, wish };
  return input.register ? register(request, draft) : makeFile(request, draft);
}
