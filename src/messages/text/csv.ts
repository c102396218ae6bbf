/** Text as a table for a spreadsheet. */

/**
 * One line of RFC 4180. A cell that a spreadsheet would run as a formula gets an apostrophe before it; source:
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvLine(cells: readonly (string | number | undefined)[]): string {
  return `${cells.map((cell = "") => quotedCell(harmless(String(cell)))).join(",")}\r\n`;
}

function harmless(text: string): string {
  return /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
}

function quotedCell(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
