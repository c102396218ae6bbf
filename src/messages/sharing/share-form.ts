/** The dialog in which somebody shares a piece of a log: which lines, what they are, where to, and who would read them. */
import type { KnownBlock } from "@slack/types";
import type { ChannelId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { limits } from "../../domain/limits.ts";
import type { SnippetSource } from "../../domain/logs/snippet.ts";
import type { Audience, WhyNotThere } from "../../domain/people/audience.ts";
import { isDirect } from "../../domain/telling/telling.ts";
import { fitLines } from "../logs/fit-lines.ts";
import { maskedNote } from "../logs/masked-words.ts";
import { paragraph, preformatted, quiet } from "../text/block.ts";
import { channelField, type Form, formButton, menuField, personField, textField } from "../text/form.ts";
import type { Message } from "../text/message.ts";
import { counted } from "../text/numbers.ts";
import { joined, say } from "../text/prose.ts";
import { audienceWords, whyNotThere } from "./audience-words.ts";
import { secretsMayStandHere, theLog } from "./snippet-post.ts";

export type SharePart = "last" | "first" | "match" | "times" | "why";
export type ShareTo = "thread" | "channel" | "person";

/** All as typed or chosen. */
export type SharePicks = {
  part: SharePart;
  count: string;
  grep: string;
  around: string;
  since: string;
  until: string;
  /** Numbers of lines among those that are shown. */
  only: string;
};

export type SharePlace = { to: ShareTo; channel: string; person: string };

export type ShareForm = {
  job: Job;
  of: SnippetSource;
  picks: SharePicks;
  /** What the preview stands for: whoever sends the form has seen that, or has changed the picks since. */
  tag: string;
  /** There are lines that say why it failed. */
  hasWhy: boolean;
  preview: SharePreview;
  place: SharePlace;
  /** Where the job's thread is; absent where it has none. */
  thread?: ChannelId;
  /** Absent until a place is chosen. */
  audience?: Audience | { refused: WhyNotThere };
  comment: string;
  /** What fits no field. */
  problems?: readonly string[];
};

export type SharePreview =
  | {
      /** All that were picked, and which of them are shared: counted from 1. */
      lines: readonly string[];
      chosen: readonly number[];
      masked: number;
      /** Of the times; empty where lines have none. */
      zone: string;
      /** The log was not read as far as was asked. */
      isCut?: true;
    }
  /** Why there are none. */
  | { none: Message };

export const shareTitle = "Share log lines";

/** By these keys the form is read. */
export const shareKeys = {
  part: "part",
  only: "only",
  show: "show",
  to: "to",
  channel: "channel",
  person: "person",
  comment: "comment",
} as const;

const roomForPreview = 6000;

export function shareForm(form: ShareForm): Form {
  return {
    title: shareTitle,
    submit: "Share",
    blocks: [
      ...(form.problems ?? []).map((problem) => paragraph(say`${problem}`)),
      ...placeFields(form),
      ...audienceOf(form),
      partField(form),
      ...fieldsOf(form.picks),
      ...(form.picks.part === "why" ? [] : [formButton(shareKeys.show, "Show these lines")]),
      ...previewOf(form),
      ...onlyField(form),
      textField({
        key: shareKeys.comment,
        label: "Comment",
        value: form.comment,
        maxLength: limits.snippetComment,
        lines: true,
        optional: true,
      }),
    ],
  };
}

const parts: Readonly<Record<SharePart, string>> = {
  last: "The last lines",
  first: "The first lines",
  match: "Lines that match",
  times: "From one time to another",
  why: "The lines that say why it failed",
};

function partField({ picks, tag, hasWhy }: ShareForm) {
  const offered = (["last", "first", "match", "times", "why"] as const).filter(
    (part) => part !== "why" || hasWhy,
  );
  return menuField({
    key: shareKeys.part,
    of: tag,
    label: "Which lines",
    options: offered.map((value) => ({ value, label: parts[value] })),
    chosen: picks.part,
    redraws: true,
  });
}

function fieldsOf({ part, count, grep, around, since, until }: SharePicks): KnownBlock[] {
  const howMany = textField({
    key: "count",
    label: part === "match" ? "How many matches at most" : "How many",
    value: count,
    maxLength: 6,
    redraws: true,
  });
  switch (part) {
    case "last":
    case "first":
      return [howMany];
    case "match":
      return [
        textField({
          key: "grep",
          label: "What to look for",
          placeholder: "error|warn",
          value: grep,
          maxLength: 200,
          redraws: true,
        }),
        textField({
          key: "around",
          label: "Lines around each",
          value: around,
          maxLength: 3,
          redraws: true,
        }),
        howMany,
      ];
    case "times":
      return [
        textField({
          key: "since",
          label: "From",
          placeholder: "10m",
          hint: "So long ago, or when by your own clock: 14:00, yesterday 14:00, 2026-11-01 10:30.",
          value: since,
          maxLength: 40,
          redraws: true,
        }),
        textField({
          key: "until",
          label: "Until",
          hint: "Empty: up to now.",
          value: until,
          maxLength: 40,
          optional: true,
          redraws: true,
        }),
      ];
    case "why":
      return [];
  }
}

function previewOf({ job, of, preview }: ShareForm): KnownBlock[] {
  // Buttons would lead nowhere in a form.
  if ("none" in preview) return preview.none.blocks.filter(({ type }) => type !== "actions");
  const { lines, chosen, masked, zone, isCut } = preview;
  const isAll = chosen.length === lines.length;
  const width = String(lines.length).length;
  const numbered = lines.map((line, at) => ({ line, number: at + 1 }));
  const shown = isAll ? numbered : numbered.filter(({ number }) => chosen.includes(number));
  const box = fitLines(
    shown.map(({ line, number }) => `${String(number).padStart(width)}  ${line}`),
    { keep: "first", maxLength: roomForPreview },
  );
  const left = shown.length - box.shown;
  const notes = [
    left > 0
      ? say`${counted(left, "more line")} ${left === 1 ? "is" : "are"} shared and did not fit here`
      : undefined,
    zone === "" ? undefined : say`Times in ${zone}`,
    maskedNote(masked) ?? say`Nothing in them looks like a secret`,
    of.ownSecretsUnknown ? say`${secretsMayStandHere}` : undefined,
    isCut ? say`The log was not read as far as you asked` : undefined,
  ];
  return [
    paragraph(
      say`${counted(shown.length, "line")} of ${theLog(job, of)}${isAll ? "" : `, of ${lines.length},`} will be shared:`,
    ),
    preformatted(box.text || " "),
    quiet(joined(notes, " · ")),
  ];
}

/** Of lines that are not there none can be chosen; what was written before of others stays to be put right. */
function onlyField({ preview, picks: { only } }: ShareForm): KnownBlock[] {
  if ("none" in preview && only === "") return [];
  return [
    textField({
      key: shareKeys.only,
      label: "Only some of these lines",
      placeholder: "3-9, 12",
      hint: "By their numbers. Empty: all of them.",
      value: only,
      maxLength: 100,
      optional: true,
      redraws: true,
    }),
  ];
}

function placeFields({ place, thread }: ShareForm): KnownBlock[] {
  const options = [
    ...(thread === undefined ? [] : [{ value: "thread", label: threadLabel(thread) }]),
    { value: "channel", label: "A channel" },
    { value: "person", label: "A person, in direct messages" },
  ];
  return [
    menuField({ key: shareKeys.to, label: "Where to", options, chosen: place.to, redraws: true }),
    ...(place.to === "channel"
      ? [
          channelField({
            key: shareKeys.channel,
            label: "Which channel",
            chosen: place.channel,
            redraws: true,
          }),
        ]
      : []),
    ...(place.to === "person"
      ? [personField({ key: shareKeys.person, label: "Whom", chosen: place.person, redraws: true })]
      : []),
  ];
}

function threadLabel(thread: ChannelId): string {
  return isDirect(thread) ? "The job's thread, in direct messages" : "The job's thread";
}

function audienceOf({ audience }: ShareForm): KnownBlock[] {
  if (audience === undefined) return [];
  if ("refused" in audience) return [paragraph(say`${whyNotThere[audience.refused]}`)];
  return [paragraph(audienceWords(audience))];
}
