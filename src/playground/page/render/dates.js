// Slack's date tokens, in the reader's own zone and language.
// Tokens: https://docs.slack.dev/messaging/formatting-message-text#date-formatting

import { el } from "../dom.js";
import { linkNode } from "./links.js";

const DAY_MS = 86_400_000;
const HALF_YEAR_MS = 182 * DAY_MS;

/** `2:05 PM`, as the reader's language writes it. */
export const clockTime = (date) => format(date, { hour: "numeric", minute: "2-digit" });

/** `2:05`, for where there is little room. */
export const shortClock = (date) =>
  formatter({ hour: "numeric", minute: "2-digit" })
    .formatToParts(date)
    .filter(({ type }) => type !== "dayPeriod")
    .map(({ value }) => value)
    .join("")
    .trim();

/** `Today`, `Yesterday` or `Tuesday, November 3rd`. */
export const dayName = (date) => capital(pretty(date, longDate));

/** `today at 2:05 PM`, `Nov 3 at 2:05 PM`. */
export const shortWhen = (date) => `${pretty(date, shortDate)} at ${clockTime(date)}`;

export const fullTime = (date) => `${longDate(date)} at ${format(date, { timeStyle: "medium" })}`;

export const dateOfTs = (ts) => new Date(Number.parseFloat(ts) * 1000);

/** A `<!date^…>` token or a rich text date; a format without a known token falls back. */
export const dateNode = ({ timestamp, format: pattern, url, fallback }) => {
  const date = new Date(timestamp * 1000);
  const words = Number.isNaN(date.getTime()) ? undefined : fill(pattern, date);
  if (words === undefined) return document.createTextNode(fallback ?? "");
  const node = el(
    "time",
    { datetime: date.toISOString(), title: fullTime(date), class: "date", "data-format": pattern },
    words,
  );
  return url ? linkNode(url, [node]) : node;
};

/** Rewrites what time has overtaken: "5 minutes ago", "today". */
export const refreshDates = () => {
  for (const node of document.querySelectorAll("time[data-format]"))
    node.textContent = fill(node.getAttribute("data-format"), new Date(node.dateTime));
};

const fill = (pattern, date) => {
  let known = false;
  const words = pattern.replace(/\{([a-z_]+)\}/g, (token, name) => {
    if (TOKENS[name] === undefined) return token;
    known = true;
    return TOKENS[name](date);
  });
  if (!known) return undefined;
  return pattern.startsWith("{") ? capital(words) : words;
};

// Making a formatter is slow, and a channel may hold thousands of times.
const formatters = new Map();

const formatter = (options) => {
  const key = JSON.stringify(options);
  if (!formatters.has(key)) formatters.set(key, new Intl.DateTimeFormat(undefined, options));
  return formatters.get(key);
};

const format = (date, options) => formatter(options).format(date);

const yearIfFar = (date) =>
  Math.abs(Date.now() - date.getTime()) > HALF_YEAR_MS ? `, ${date.getFullYear()}` : "";
const monthDay = (date, month) => `${format(date, { month })} ${date.getDate()}`;
const plainDate = (date) => `${monthDay(date, "long")}${ordinal(date.getDate())}${yearIfFar(date)}`;
const shortDate = (date) => `${monthDay(date, "short")}${yearIfFar(date)}`;
const longDate = (date) => `${format(date, { weekday: "long" })}, ${plainDate(date)}`;

const ordinal = (day) => {
  if (day >= 11 && day <= 13) return "th";
  return { 1: "st", 2: "nd", 3: "rd" }[day % 10] ?? "th";
};

const pretty = (date, otherwise) => {
  const days = Math.round((midnight(date) - midnight(new Date())) / DAY_MS);
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[days] ?? otherwise(date);
};

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

const isoDate = (date) =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");

const AGO_UNITS = [
  ["year", 365 * DAY_MS],
  ["month", 30 * DAY_MS],
  ["day", DAY_MS],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

const ago = (date) => {
  const distanceMs = date.getTime() - Date.now();
  const found = AGO_UNITS.find(([, lengthMs]) => Math.abs(distanceMs) >= lengthMs);
  if (found === undefined) return "just now";
  const [unit, lengthMs] = found;
  return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(
    Math.round(distanceMs / lengthMs),
    unit,
  );
};

const TOKENS = {
  date_num: isoDate,
  date_slash: (date) => format(date, { dateStyle: "short" }),
  date: plainDate,
  date_short: shortDate,
  date_long: longDate,
  date_long_full: longDate,
  date_pretty: (date) => pretty(date, plainDate),
  date_short_pretty: (date) => pretty(date, shortDate),
  date_long_pretty: (date) => pretty(date, longDate),
  day_divider_pretty: (date) => pretty(date, longDate),
  time: clockTime,
  time_secs: (date) => format(date, { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  ago,
};

const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);
