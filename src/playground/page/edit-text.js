// Changes the text of a field as if it had been typed, so that undo takes it back.

export const insertText = (field, text) => {
  field.focus();
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
};

/** Puts marks around what is selected, or takes them away; with nothing selected the caret ends between them. */
export const wrapSelection = (field, before, after = before) => {
  const { value, selectionStart: start, selectionEnd: end } = field;
  const chosen = value.slice(start, end);
  const isWrapped =
    chosen !== "" && value.slice(0, start).endsWith(before) && value.slice(end).startsWith(after);
  if (isWrapped) {
    field.setSelectionRange(start - before.length, end + after.length);
    insertText(field, chosen);
    field.setSelectionRange(start - before.length, end - before.length);
    return;
  }
  insertText(field, before + chosen + after);
  field.setSelectionRange(start + before.length, end + before.length);
};

/** Puts a mark before each selected line, or takes it away from all; `markOf` is given the line's number from 0. */
export const markLines = (field, { markOf, pattern }) => {
  const { value, selectionStart, selectionEnd } = field;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const next = value.indexOf("\n", selectionEnd);
  const end = next === -1 ? value.length : next;
  const lines = value.slice(start, end).split("\n");
  const isMarked = lines.every((line) => pattern.test(line));
  const bare = lines.map((line) => line.replace(pattern, ""));
  const result = (isMarked ? bare : bare.map((line, index) => markOf(index) + line)).join("\n");
  field.setSelectionRange(start, end);
  insertText(field, result);
  // What was selected stays so, so that a second press takes the marks away again.
  if (selectionStart !== selectionEnd) field.setSelectionRange(start, start + result.length);
};
