/** Finds secrets by the name they are given: `password=…`, `"apiKey": "…"`, `--token …`. */

/** From (inclusive) and to (exclusive), in UTF-16 units. */
export type Span = { from: number; to: number };

export function secretAssignments(text: string): Span[] {
  const spans: Span[] = [];
  nameWords.lastIndex = 0;
  for (let name = nameWords.exec(text); name !== null; name = nameWords.exec(text)) {
    const kind = kindOf(text, name);
    const valueAt = kind && valueStart(text, name);
    if (kind === undefined || valueAt === undefined) continue;
    const value = readValue(text, valueAt);
    if (value.to > value.from && isSecretValue(kind, value.form, text.slice(value.from, value.to))) {
      spans.push({ from: value.from, to: value.to });
    }
    nameWords.lastIndex = Math.max(value.to, nameWords.lastIndex);
  }
  return spans;
}

/** Whatever is given to one of these names: `names`, with the flag `g`, matches them whole. */
export function assignmentsTo(text: string, names: RegExp): Span[] {
  const spans: Span[] = [];
  names.lastIndex = 0;
  for (let match = names.exec(text); match !== null; match = names.exec(text)) {
    const valueAt = valueStart(text, match);
    if (valueAt === undefined) continue;
    const { from, to } = readValue(text, valueAt);
    const value = text.slice(from, to);
    if (value !== "" && !nothing.test(value) && !placeholder.test(value)) spans.push({ from, to });
    names.lastIndex = Math.max(to, names.lastIndex);
  }
  return spans;
}

/** Whether a value given under this name would be a secret, the name being known on its own. */
export function isSecretUnderName(name: string, value: string): boolean {
  nameWords.lastIndex = 0;
  const kinds = [...name.matchAll(nameWords)].map((word) => kindOf(name, word));
  if (kinds.some((kind) => kind !== undefined && isSecretValue(kind, "quoted", value))) return true;
  return /(?:^|[_.-])key$/i.test(name) && /^(?=.{0,200}\d)(?=.{0,200}[a-z])[\w+=]{24,}$/i.test(value);
}

type Kind = "password" | "key";

const beforePass = "(?:db|user|admin|root|ftp|smtp|mail|proxy|ssh|mysql|pg|postgres|redis)_?";
const beforeKey =
  "(?:api|access|auth|private|signing|encryption|account|master|shared|service|license|deploy|storage|client|session|app)[ _.-]?";
const behindPass = "(?:word|wd|phrase|code)";
const nameWords = new RegExp(
  `(?<password>pass${behindPass}|(?<![a-z])pwd|${beforePass}pass(?![a-z]))|secret|token|credentials?|${beforeKey}keys?`,
  "gi",
);

/**
 * Every name holds one of these, in lower case, and around it what the expression asks for, which is tried at that
 * place. It asks for nothing that must not stand there: that may be masked before the names are looked for.
 */
export const nameHints: Readonly<Record<string, RegExp | undefined>> = {
  pass: new RegExp(`pass${behindPass}|(?<=${beforePass})pass`, "iy"),
  pwd: undefined,
  secret: undefined,
  token: undefined,
  credential: undefined,
  key: new RegExp(`(?<=${beforeKey})key`, "iy"),
};

/** Behind the word: a plural, or another word altogether (tokenizer, secretion). */
const anotherWord = /^(?:s(?![a-z])|i[sz]|ar[yi]|ion|ed|or|om|in)/i;
/** Behind the word: what is meant is not the secret but something about it. */
const aboutIt =
  /(?:ids?|count|limit|file|path|dir|arn|name|type|len|length|size|ttl|expir\w{0,10}|ur[il]|endpoint|issuer|version|budget|usage|index|policy|manager)$/i;
/** Before `token`: the tokens of language models and of paging. */
const otherTokens =
  /(?:max|min|num|pad|[be]os|unk|sep|cls|mask|special|new|per|prompt|completion|total|input|output|next|prev|page|stop|unexpected|illegal)[ _.-]?$/i;

function kindOf(text: string, name: RegExpExecArray): Kind | undefined {
  const tail = tailOf(text, name);
  if (anotherWord.test(tail) || aboutIt.test(tail)) return undefined;
  // …:secret:name-AbCdEf in the ARN of a secret.
  if (text[name.index - 1] === ":" && text[name.index + name[0].length] === ":") return undefined;
  const isToken = name[0].toLowerCase() === "token";
  if (isToken && otherTokens.test(text.slice(Math.max(name.index - 14, 0), name.index))) return undefined;
  return name.groups?.password === undefined ? "key" : "password";
}

const rest = /[\w.-]{0,40}/y;

function tailOf(text: string, name: RegExpExecArray): string {
  return matchAt(rest, text, name.index + name[0].length);
}

/** `=`, `:`, `=>`, `:=`, a tag's `>`; between the strings of a list a comma; after an option of a command line a blank. */
const assigned =
  /(?:\\{0,3}["'`])?\]?[ \t]{0,8}(?::=|=>|={1,2}|:|%3D|(?<=\w)>)[ \t]{0,8}[bru]?(?=[^ \t])|\\{0,3}["'][ \t]{0,3},[ \t]{0,3}(?=\\{0,3}["'])/iy;
const blanks = /[ \t]{1,4}(?!-)/y;
const option = /(?:^|[\s"'`=[(,])--?[\w.-]{0,40}$/;

function valueStart(text: string, name: RegExpExecArray): number | undefined {
  const end = name.index + name[0].length + tailOf(text, name).length;
  const before = text.slice(Math.max(name.index - 44, 0), name.index);
  const link = matchAt(assigned, text, end) || (option.test(before) ? matchAt(blanks, text, end) : "");
  if (link === "") return undefined;
  // A letter before a quote belongs to the quote (b"…"); before anything else it begins the value.
  const letter = /[bru]$/i.test(link) && !/["'\\]/.test(text[end + link.length] ?? "");
  return end + link.length - (letter ? 1 : 0);
}

type Value = Span & { form: "quoted" | "bare" };

function readValue(text: string, at: number): Value {
  const quote = matchAt(anyQuote, text, at);
  if (quote === "") {
    return { from: at, to: at + matchAt(bare, text, at).length, form: "bare" };
  }
  const from = at + quote.length;
  return { from, to: closing(text, from, quote), form: "quoted" };
}

const anyQuote = /\\{0,3}["'`]/y;
const bare = /(?:[^\s"'`,;&<]|[,;&](?=[^\s,;&"'`])(?![\w.-]{1,40}[:=]|amp;))+/y;

/** Where the quoted value ends: at the same quote, or with the text. */
function closing(text: string, from: number, quote: string): number {
  for (let at = text.indexOf(quote, from); at !== -1; at = text.indexOf(quote, at + 1)) {
    if (text[at - 1] !== "\\") return at;
  }
  return text.length;
}

const nothing =
  /^(?:null|none|nil|undefined|true|false|yes|no|n\/a|required|missing|incorrect|invalid|wrong|expired|redacted|[-*.x•#]+|\[masked\].*)[.,;:)\]}]*$/is;
const placeholder = /^(?:\$\{?[\w:.-]+\}?|\$\([^)]*\)|<[^>]*>|\{+[^}]*\}+|[{[(]|%\w+%|Ref::[\w-]+)[)\]}]*$/;
const address = /^(?:arn:aws[\w-]*:|(?:s3|gs|file|https?):\/\/[^@]*$)/i;
const path = /^(?:~|\.{1,2})?\/[\w.-]+(?:\/[\w.-]+)*\/?$/;
const awsSecretKey = /^[A-Za-z0-9/+]{40}$/;
const code = /^[a-z_]+(?:\.[a-z_]+)*[([]|^[a-z_]+(?:\.[a-z_]+)+[)\]},]*$/i;
const prose = /^[A-Za-z]?[a-z]+[.,;:!?)]*$/;

function isSecretValue(kind: Kind, form: Value["form"], value: string): boolean {
  if (value === "" || nothing.test(value) || placeholder.test(value) || address.test(value)) return false;
  if (path.test(value) && !awsSecretKey.test(value)) return false;
  if (kind === "password") return true;
  if (value.length < 6 || /^\d{1,7}$/.test(value)) return false;
  return form === "quoted" || !(code.test(value) || prose.test(value));
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}
