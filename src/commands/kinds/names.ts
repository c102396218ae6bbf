/** Names that AWS Batch, S3 or the roster prescribe a form for. */
import type { Details, Kind, One } from "../typing/argument.ts";
import { one } from "../typing/declare-argument.ts";
import { formed } from "./text.ts";

/** Batch's own rule for job names. */
export function jobName(about: string, details: Details<string> = {}): One<string> {
  const rule =
    "a job's name begins with a letter or digit and goes on with letters, digits, `-` and `_`, up to 128 in all.";
  return one(about, formed("NAME", /^[A-Za-z0-9][\w-]{0,127}$/, rule, asJobName), details);
}

/** What AWS takes as the value of a tag, or a table's name. */
export function runName(about: string, details: Details<string> = {}): One<string> {
  const rule = "a run's name is up to 256 letters, digits, spaces and `+ - = . _ : / @`.";
  return one(about, formed("RUN", /^(?=.*\S)[\p{L}\p{N} +\-=._:/@]{1,256}$/u, rule), details);
}

/** A name, or the beginning of names with `*` behind it. */
export function namePattern(about: string, details: Details<string> = {}): One<string> {
  const rule = "a name is letters, digits, `-` and `_`, with a `*` where anything may stand.";
  return one(about, formed("'align*'", /^[\w*-]{1,128}$/, rule), details);
}

export function queueName(about: string, details: Details<string> = {}): One<string> {
  const kind = formed(
    "QUEUE",
    /^[\w-]{1,128}$/,
    "a queue's name is letters, digits, `-` and `_`, such as `default`.",
  );
  return one(about, fromArn("job-queue", kind), details);
}

/** `align:14`, or `align` for the newest revision. */
export function definitionName(about: string, details: Details<string> = {}): One<string> {
  const rule = "a definition is written `align:14`, or `align` for its newest revision.";
  const kind = formed("align:14", /^[\w-]{1,128}(:[1-9]\d{0,9})?$/, rule, (text) =>
    text.replace(/:(latest|newest)?$/i, ""),
  );
  return one(about, fromArn("job-definition", kind), details);
}

export function shareId(about: string, details: Details<string> = {}): One<string> {
  const rule = "a share identifier is letters and digits only, up to 255.";
  return one(about, formed("SHARE", /^[A-Za-z0-9]{1,255}$/, rule), details);
}

/** What a lab keeps under a name; capital letters and small ones are the same. */
export function recipeName(about: string, details: Details<string> = {}): One<string> {
  const kind = formed(
    "NAME",
    /^[a-z0-9][\w-]{0,39}$/,
    "a recipe's name is letters, digits, `-` and `_`, up to 40 in all.",
  );
  return one(about, { ...kind, read: (text, part) => kind.read(text.toLowerCase(), part) }, details);
}

/** Of a parameter or an environment variable. */
export function blankName(about: string, details: Details<string> = {}): One<string> {
  return one(
    about,
    formed("NAME", /^[^=\s,]{1,128}$/, "a blank is the name of one parameter or variable, without a value."),
    details,
  );
}

/** The lab head's name, in lower case whatever a phone made of it. */
export function piName(about: string, details: Details<string> = {}): One<string> {
  const kind = formed(
    "peters-u",
    /^[a-z][a-z0-9-]{0,40}$/,
    "a PI is written like `peters-u`: last name, dash, first initial.",
  );
  return one(about, { ...kind, read: (text, part) => kind.read(text.toLowerCase(), part) }, details);
}

/** What the parts of a lab's road of events are called after. */
export function routeName(about: string, details: Details<string> = {}): One<string> {
  const rule = "a road's name is letters, digits, dots, `-` and `_`, up to 46 in all.";
  return one(about, formed("batchmate", /^[\w.-]{1,46}$/, rule), details);
}

/** Of a container, in a job of several. */
export function containerName(about: string, details: Details<string> = {}): One<string> {
  const rule = "a container's name is letters, digits, `-` and `_`.";
  return one(about, formed("NAME", /^[\w-]{1,255}$/, rule), details);
}

/** A person's login at the institute, in small letters whatever a phone made of it. */
export function hutchnetId(about: string, details: Details<string> = {}): One<string> {
  return one(about, hutchnetKind, details);
}

const hutchnet = formed(
  "jblow",
  /^[a-z0-9][a-z0-9_-]{0,31}$/,
  "a HutchNet ID is letters, digits, `-` and `_`, up to 32 in all, such as `jblow`.",
);

export const hutchnetKind: Kind<string> = {
  ...hutchnet,
  read: (text, part) => hutchnet.read(text.trim().toLowerCase(), part),
};

/** A log stream of Batch: `definition/default/task`. */
export function logStream(about: string, details: Details<string> = {}): One<string> {
  const rule = "a log stream is written `align/default/0123456789abcdef`.";
  return one(about, formed("align/default/0123…", /^[^\s:*]{1,300}\/[^\s:*/]{1,200}$/, rule), details);
}

/** An object in S3. */
export function s3Url(about: string, details: Details<string> = {}): One<string> {
  const rule = "the script has to lie in S3, written `s3://bucket/path/run.sh`; copy it there first.";
  return one(
    about,
    formed("s3://bucket/run.sh", /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/\S+$/, rule, asS3),
    details,
  );
}

/** The nearest that Batch takes. */
export function asJobName(text: string): string {
  return text
    .replace(/[^\w-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+|-+$/g, "")
    .slice(0, 128);
}

/** `https://bucket.s3.us-west-2.amazonaws.com/key` names the same object. */
function asS3(text: string): string | undefined {
  const [, bucket, key] =
    /^https:\/\/([a-z0-9.-]+)\.s3[.a-z0-9-]*\.amazonaws\.com\/([^?#]+)/i.exec(text) ?? [];
  return bucket === undefined ? undefined : `s3://${bucket}/${key}`;
}

function fromArn(type: string, kind: Kind<string>): Kind<string> {
  const arn = new RegExp(`^arn:aws[a-z-]*:batch:[a-z0-9-]*:\\d*:${type}/`);
  return { ...kind, read: (text, part) => kind.read(text.replace(arn, ""), part) };
}
