/** How a job's own secret may stand in its log: as it is, within quotes, in an address, in base64. */
import { cleanLine } from "../domain/logs/log-text.ts";
import { maskText } from "../domain/secrets/secret.ts";

/** Every form of every one of the values; none is shorter than 6 characters, for it would mask half the log. */
export function secretForms(values: readonly string[]): string[] {
  const forms = values.flatMap((value) => [
    ...linesOf(value).flatMap(writtenOut),
    ...base64Forms(value.toWellFormed()),
  ]);
  return [...new Set(forms)].filter((form) => form.length >= shortestForm && form !== maskText);
}

const shortestForm = 6;
/** What is left of a value in base64 says less: of a shorter one it could be part of any word. */
const shortestInBase64 = 8;

/** A value of many lines is printed line by line. */
function linesOf(value: string): string[] {
  return value
    .split(/\r?\n/)
    .map((line) => cleanLine(line).trim())
    .filter((line) => line.length >= shortestForm);
}

function writtenOut(value: string): string[] {
  const escaped = JSON.stringify(value).slice(1, -1);
  const inAddress = encodeURIComponent(value.toWellFormed());
  return [
    value,
    escaped,
    // A log in JSON that holds JSON.
    JSON.stringify(escaped).slice(1, -1),
    inAddress,
    inAddress.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    // As a form sends it, and as an address keeps what it need not escape.
    new URLSearchParams({ v: value }).toString().slice("v=".length),
    encodeURI(value.toWellFormed()),
    value.replaceAll("'", "'\\''"),
    value.replaceAll("'", "\\'"),
    value.replace(/[&<>"']/g, (mark) => inMarkup[mark] ?? mark),
  ];
}

const inMarkup: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Base64 writes three bytes at a time, so a value looks different by where it begins: as in `user:value`. */
function base64Forms(value: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]);
    // What depends on its neighbours is left out at both ends.
    const from = Math.ceil((before * 8) / 6);
    const to = Math.floor((bytes.length * 8) / 6);
    const sure = bytes.toString("base64").slice(from, to);
    if (sure.length < shortestInBase64) return [];
    const inAddresses = bytes.toString("base64url").slice(from);
    return [
      sure,
      inAddresses.slice(0, to - from),
      // Where nothing follows the value, its last bits stand in a letter of their own.
      bytes.toString("base64").slice(from),
      inAddresses,
      ...lineLengths.flatMap((length) => wrapped(sure, length)),
    ];
  });
}

/** Where `base64` and OpenSSL break their lines. */
const lineLengths = [76, 64];

function wrapped(text: string, length: number): string[] {
  if (text.length <= length) return [];
  return Array.from({ length: Math.ceil(text.length / length) }, (_, line) =>
    text.slice(line * length, (line + 1) * length),
  ).filter((line) => line.length >= 2 * shortestInBase64);
}
