import type { KnownBlock } from "@slack/types";
import type { ApprovalNeed } from "../../domain/approval/approval.ts";
import type { PiName } from "../../domain/ids.ts";
import type { JobDefinition } from "../../domain/job/job-definition.ts";
import type { JobQueue } from "../../domain/job/job-queue.ts";
import { limits } from "../../domain/limits.ts";
import { needsSentence } from "../approvals/approval-words.ts";
import { bullets, paragraph, quiet } from "../text/block.ts";
import { type Form, formButton, menuField, searchField, textField } from "../text/form.ts";
import { bold, joined, say, sentence, withCode } from "../text/prose.ts";
import { type Estimate, estimateProse } from "./submit-estimate.ts";
import { moreFields } from "./submit-form-more.ts";

export type SubmitFormView = {
  /** Only where there is a choice. */
  labs?: { names: readonly string[]; chosen: string } | undefined;
  /** What stands in the fields, by their keys. */
  texts: Readonly<Record<string, readonly string[]>>;
  /** What the chosen definition is now; absent where none is chosen, or AWS does not tell. */
  definition?: JobDefinition | undefined;
  /** The recipe that was chosen in place of a definition. */
  recipe?: string | undefined;
  /** What the fields belong to: they begin anew with another definition. */
  of?: string | undefined;
  parameters: readonly ParameterView[];
  isMore: boolean;
  /** Absent where AWS does not tell. */
  queues?: readonly JobQueue[] | undefined;
  /** The lab lets people give commands of their own. */
  takesCommand: boolean;
  /** The longest timeout that the lab allows. */
  longestHours?: number | undefined;
  /** What is to be known before it is sent. */
  notes: readonly string[];
  /** What is wrong and fits under no field. */
  problems: readonly string[];
  estimate?: Estimate | undefined;
  /** What of it a manager has to say yes to. */
  needs?: { pi: PiName; needs: readonly ApprovalNeed[] } | undefined;
};

export type ParameterView = {
  name: string;
  value: string;
  /** What counts where it is left empty; absent where it has to be given. */
  fallback?: string;
};

export const submitTitle = "Submit a job";

/** Keys of what changes the form itself, and of what it shows by what stands in it. */
export const submitFormKeys = { lab: "lab", definition: "jobdef", more: "more", reason: "reason" } as const;

/** What to run and with what first; all else behind a press. */
export function submitForm(view: SubmitFormView): Form {
  const { texts, of, isMore } = view;
  return {
    title: submitTitle,
    submit: "Submit",
    blocks: [
      ...problems(view.problems),
      ...view.notes.map((note) => paragraph(sentence(withCode(note)))),
      ...lab(view),
      searchField({
        key: submitFormKeys.definition,
        label: "What to run",
        hint: "A recipe or a job definition of your lab: the program, its image and its usual size. Type to search.",
        placeholder: "Choose a definition",
        chosen: (view.recipe === undefined ? (texts.jobdef ?? []) : [`recipe:${view.recipe}`])
          .slice(0, 1)
          .map((value) => ({ value, label: definitionLabel(view, value) })),
        redraws: true,
      }),
      ...view.parameters.map((parameter) => parameterField(parameter, of)),
      textField({
        key: "name",
        label: "Name",
        hint: "What you want to call the job. Letters, digits, - and _.",
        placeholder: view.definition?.name ?? "align-NA12878",
        value: texts.name?.[0] ?? "",
        maxLength: 128,
        optional: true,
      }),
      ...estimate(view),
      ...reason(view),
      ...(isMore ? moreFields(view) : [formButton(submitFormKeys.more, "More options")]),
    ],
  };
}

/** It stands until the form is drawn anew, which takes a choice or the Enter key. */
function estimate({ estimate, isMore }: SubmitFormView): KnownBlock[] {
  if (estimate === undefined) return [];
  const anew = isMore ? say` Enter in a field below shows it anew.` : undefined;
  return [quiet(say`${estimateProse(estimate)}${anew}`)];
}

/** Asked for where somebody will read it, and kept where it was given. */
function reason({ needs, texts }: SubmitFormView): KnownBlock[] {
  const isNeeded = needs !== undefined && needs.needs.length > 0;
  const value = texts.reason?.[0] ?? "";
  if (!isNeeded && value === "") return [];
  return [
    ...(isNeeded ? [paragraph(needsSentence(needs, needs))] : []),
    textField({
      key: submitFormKeys.reason,
      label: "Why you need it",
      hint: "Who says yes reads it. Without a reason it is asked all the same.",
      placeholder: "The whole cohort, for the grant",
      value,
      maxLength: limits.approvalReasonLength,
      optional: true,
    }),
  ];
}

function definitionLabel({ definition, recipe }: SubmitFormView, value: string): string {
  if (recipe !== undefined) return recipe;
  if (definition === undefined || value.includes(":")) return value;
  return `${value} (newest: ${definition.name}:${definition.revision})`;
}

function problems(sentences: readonly string[]): KnownBlock[] {
  if (sentences.length === 0) return [];
  const said = sentences.map((what) => sentence(withCode(what)));
  const [only] = said;
  if (only !== undefined && said.length === 1)
    return [paragraph(joined([[bold("Not right yet:")], only], " "))];
  return [paragraph([bold("Not right yet:")]), ...bullets(said, 6000).blocks];
}

function lab({ labs }: SubmitFormView): KnownBlock[] {
  if (labs === undefined) return [];
  return [
    menuField({
      key: submitFormKeys.lab,
      label: "Lab",
      hint: "Whose account the job runs in.",
      options: labs.names.map((value) => ({ value, label: value })),
      chosen: labs.chosen,
      redraws: true,
    }),
  ];
}

function parameterField({ name, value, fallback }: ParameterView, of: string | undefined): KnownBlock {
  return textField({
    key: `param.${name}`,
    ...(of === undefined ? {} : { of }),
    label: name,
    hint:
      fallback === undefined
        ? "Required: the definition has no default for it."
        : fallback === ""
          ? "Left empty, it is empty."
          : `Left empty: ${fallback}`,
    value,
    maxLength: 3000,
    ...(fallback === undefined ? {} : { optional: true }),
  });
}
