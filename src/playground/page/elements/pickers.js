// Dates and times, with the browser's own pickers.

import { el } from "../dom.js";

export const datePicker = (part, field) => {
  const { selected_date: value } = field.start({ selected_date: part.initial_date ?? null });
  return picker({
    type: "date",
    value: value ?? "",
    field,
    read: (text) => ({ selected_date: text || null }),
  });
};

export const timePicker = (part, field) => {
  const { selected_time: value } = field.start({ selected_time: part.initial_time ?? null });
  return picker({
    type: "time",
    value: value ?? "",
    field,
    read: (text) => ({ selected_time: text || null }),
  });
};

export const dateTimePicker = (part, field) => {
  const { selected_date_time: value } = field.start({ selected_date_time: part.initial_date_time ?? null });
  const read = (text) => ({
    selected_date_time: text === "" ? null : Math.floor(new Date(text).getTime() / 1000),
  });
  return picker({ type: "datetime-local", value: value === null ? "" : localMinute(value), field, read });
};

const picker = ({ type, value, field, read }) => {
  let kept = value;
  const node = el("input", {
    class: "text-input picker",
    "aria-label": "Choose",
    ...named(field),
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
