// Dates and times, with the browser's own pickers.

import { el } from "../dom.js";

export const datePicker = (part, field) => {
  const { selected_date: value } = field.start({ selected_date: part.initial_date ?? null });
  return picker(field, {
    type: "date",
    value: value ?? "",
    read: (text) => ({ selected_date: text || null }),
  });
};

export const timePicker = (part, field) => {
  const { selected_time: value } = field.start({ selected_time: part.initial_time ?? null });
  const node = picker(field, {
    type: "time",
    value: value ?? "",
    read: (text) => ({ selected_time: text || null }),
  });
  if (!part.timezone) return node;
  return el("span", { class: "with-limits" }, node, el("span", { class: "limits" }, part.timezone));
};

export const dateTimePicker = (part, field) => {
  const { selected_date_time: value } = field.start({ selected_date_time: part.initial_date_time ?? null });
  return picker(field, {
    type: "datetime-local",
    value: value === null ? "" : localMinute(value),
    read: (text) => ({
      selected_date_time: text === "" ? null : Math.floor(new Date(text).getTime() / 1000),
    }),
  });
};

const LABELS = { date: "Date", time: "Time", "datetime-local": "Date and time" };

const picker = (field, { type, value, read }) => {
  let kept = value;
  const node = el("input", {
    "aria-label": field.attributes["aria-labelledby"] ? undefined : LABELS[type],
    ...named(field),
    class: "text-input picker",
    type,
    value,
  });
  node.addEventListener("change", async () => {
    const chosen = read(node.value);
    const done = await field.commit(chosen, { value: Object.values(chosen)[0] });
    if (done) kept = node.value;
    else node.value = kept;
  });
  return node;
};

const named = ({ attributes }) =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));

/** `2026-11-03T14:05` in the reader's zone, as the browser's picker wants it. */
const localMinute = (seconds) => {
  const date = new Date(seconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};
