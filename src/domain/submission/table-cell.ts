/** What spreadsheets do to a cell that nobody meant as a value. */

/** A full sentence, or nothing where the cell can be a value. */
export function cellMistake(cell: string): string | undefined {
  if (/^#(REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!)$/i.test(cell))
    return `\`${cell}\` is an error of the spreadsheet and no value: mend the formula there.`;
  if (/^#{3,}$/.test(cell))
    return `\`${cell}\` is a column too narrow for its value: widen it in the spreadsheet and save again.`;
  if (/^=[A-Z]+[\d(]/i.test(cell))
    return "A formula stands here, and its value is needed: save the table as CSV from the spreadsheet.";
  if (cell.includes("\uFFFD")) return "A letter in it could not be read: save the table as CSV in UTF-8.";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (/[\u0000-\u0008\u000A-\u001F\u007F]/.test(cell))
    return "A line break, or another sign that cannot be seen, stands in it: a value is one line.";
  return undefined;
}

/** Excel makes numbers of long ids and dates of gene names: said, for it may be meant. */
export function cellDoubt(cell: string): string | undefined {
  if (/^\d(\.\d+)?E\+\d{2,}$/i.test(cell))
    return `\`${cell}\` looks like an id that a spreadsheet has made a number of`;
  if (
    /^(\d{1,2}-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d{2})$/i.test(
      cell,
    )
  )
    return `\`${cell}\` looks like a name that a spreadsheet has made a date of`;
  return undefined;
}
