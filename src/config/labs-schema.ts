/** What the labs file may say. Every message follows the place it is about: "peters-u.account must be …". */
import { z } from "zod";
import type { AccountId, ChannelId, MemberId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import { maskPatternMistake } from "../domain/secrets/mask-pattern.ts";

const text = z.string().trim().min(1, "must not be empty");

function textLike<T extends string = string>(pattern: RegExp, message: string) {
  return z
    .string()
    .regex(pattern, message)
    .transform((value) => value as T);
}

export const memberIdPattern = /^[UW][A-Z0-9]{2,20}$/;
const account = textLike<AccountId>(/^\d{12}$/, 'must be twelve digits in quotes, as "111122223333"');
const channel = textLike<ChannelId>(
  /^[CG][A-Z0-9]{2,20}$/,
  "must be a channel's id, as C0PETERS (in Slack it stands at the end of the channel's details)",
);
const member = textLike<MemberId>(
  memberIdPattern,
  'must be a person\'s id, as U0JBLOW (in Slack: the profile, "Copy member ID")',
);
export const regionPattern = /^[a-z]{2}(-[a-z]+){1,3}-\d{1,2}$/;
const roleArn = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/;
const roleName = /^[\w+=,.@-]{1,64}$/;
const path = textLike(/^\/\S{0,255}$/, "must be a path that begins with /");
const positive = z.number().positive("must be more than 0");
const wholeNumber = z.int("must be a whole number").positive("must be more than 0");
const webAddress = z.string().refine((value) => URL.canParse(value) && /^https:\/\//.test(value), {
  error: "must be an address that begins with https://",
});

function distinct<T extends z.ZodType<string>>(item: T) {
  return z.array(item).superRefine((list, context) => {
    for (const [index, value] of list.entries()) {
      if (list.indexOf(value) < index) {
        const params = { isFormat: false };
        context.addIssue({ code: "custom", path: [index], message: "stands in this list twice", params });
      }
    }
  });
}

function someOf<T extends z.ZodType<string>>(item: T) {
  return distinct(item).min(1, "must not be an empty list; leave it out for all");
}

const mask = z.string().superRefine((pattern, context) => {
  const mistake = maskPatternMistake(pattern);
  if (mistake !== undefined) {
    context.addIssue({
      code: "custom",
      message: `is not a regular expression of RE2 that can be used: ${mistake}`,
    });
  }
});

const memberRow = z.strictObject({
  slack: member,
  hutchnet: textLike(
    /^[a-z0-9][a-z0-9_-]{0,31}$/,
    "must be a HutchNet ID in lower case, of letters, digits, - and _",
  ),
  role: z.enum(["member", "manager"]).default("member"),
});

export const piSchema = z.strictObject({
  account,
  region: textLike(regionPattern, "must be a region, as us-west-2"),
  role: textLike(
    roleArn,
    "must be the ARN of a role, as arn:aws:iam::111122223333:role/batchmate",
  ).optional(),
  externalId: textLike(/^[\w+=,.@:/-]{2,1224}$/, "must be 2 to 1224 letters, digits or _+=,.@:/-").optional(),
  queues: someOf(textLike(/^[A-Za-z0-9][\w-]{0,127}$/, "must be a queue's name, not its ARN")).optional(),
  definitions: someOf(
    textLike(/^[\w*][\w*-]{0,127}$/, "must be a definition's name without revision; * stands for anything"),
  ).optional(),
  commands: z.enum(["any", "definition", "approve"]).default("any"),
  channel,
  channels: distinct(channel).default([]),
  adopt: z.boolean().default(false),
  runTag: text.max(128, "must be 128 characters at most").optional(),
  limits: z
    .strictObject({
      vcpus: positive.optional(),
      memoryGiB: positive.optional(),
      arraySize: wholeNumber
        .min(limits.arraySizeMin, `must be ${limits.arraySizeMin} or more`)
        .max(limits.arraySizeMax, "must be 10000 at most, which is Batch's own limit")
        .optional(),
      hours: positive.min(1 / 60, "must be one minute or more, which is Batch's own limit").optional(),
      commandsPerMinute: wholeNumber.optional(),
      openSubmissions: wholeNumber.optional(),
      vcpuHoursPerMonth: positive.optional(),
    })
    .default({}),
  approveAbove: z.strictObject({ vcpus: positive.optional(), memoryGiB: positive.optional() }).optional(),
  stop: z.enum(["lab", "owner"]).default("lab"),
  logs: z
    .strictObject({
      inThreads: z.boolean().default(true),
      share: z.enum(["lab", "off"]).default("lab"),
      mask: z.array(mask).default([]),
    })
    .prefault({}),
  arrayRetry: z.enum(["shell", "env", "off"]).default("shell"),
  mayDefine: z.boolean().default(false),
  digest: z.enum(["weekly", "off"]).default("weekly"),
  waitMinutes: positive.default(15),
  jobRole: z.string().refine((value) => roleName.test(value) || roleArn.test(value), {
    error: "must be a role's name or ARN",
  }),
  scratch: z
    .strictObject({ host: path.default("/docker_scratch"), mount: path.default("/tmp") })
    .prefault({}),
  guests: z.boolean().default(false),
  members: z.array(memberRow).default([]),
});

/** What a key has when neither the PI nor the file's own defaults name it, and {pi} stands in it. */
export const builtInDefaults = { jobRole: "fh-pi-{pi}-batchtask" };

export const defaultsSchema = piSchema.partial();

const consolePlaceholders = ["account", "role", "url"];

export const instituteSchema = z.strictObject({
  name: text.optional(),
  helpChannel: channel.optional(),
  adminChannel: channel.optional(),
  docs: webAddress.optional(),
  keepAuditDays: z
    .int({ error: "must be a whole number of days" })
    .min(limits.keepAuditDaysMin, `must be ${limits.keepAuditDaysMin} or more`)
    .max(limits.keepAuditDaysMax, `must be ${limits.keepAuditDaysMax} at most`)
    .optional(),
  consoleLink: webAddress
    .refine((link) => link.includes("{url}"), { error: "must have {url} in it: where the link leads" })
    .refine((link) => placeholders(link).every((name) => consolePlaceholders.includes(name)), {
      error: "may have {account}, {role} and {url} in it, and no other word in braces",
    })
    .optional(),
});

function placeholders(link: string): string[] {
  return [...link.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? "");
}

export const fileSchema = z.strictObject({
  institute: z.record(z.string(), z.unknown()).optional(),
  defaults: z.record(z.string(), z.unknown()).optional(),
  pis: z.record(z.string(), z.unknown()).optional(),
});
