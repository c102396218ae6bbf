import { expect, test } from "vitest";
import { readRosterTable } from "./roster-table.ts";

const entriesOf = (text: string) => readRosterTable(text).entries;

test.each([
  [
    "by address",
    "Email,PI,Role\nJBlow@Example.org,Peters-U,Manager",
    { email: "jblow@example.org", pi: "peters-u", role: "manager" },
  ],
  [
    "as an address book writes it",
    "email;lab\nJ. Blow <jblow@example.org>;peters-u",
    { email: "jblow@example.org", pi: "peters-u" },
  ],
  [
    "by HutchNet ID, in a phone's capitals",
    "HutchNet ID\tLab head\nJblow\tpeters-u",
    { hutchnet: "jblow", pi: "peters-u" },
  ],
  [
    "by a reference of Slack's with a name",
    "person|role\n<@U0JBLOW|j|blow>|members",
    { slack: "U0JBLOW", role: "member" },
  ],
  ["by an id in a column for anything", "who,default\nU0JBLOW,x", { slack: "U0JBLOW", isDefault: true }],
  [
    "in Excel's own quotes",
    'slack_id,"e-mail"\n"=""U0JBLOW""",“jblow@example.org”',
    { slack: "U0JBLOW", email: "jblow@example.org" },
  ],
  ["with a default that is not one", "person,default\njblow,no", { hutchnet: "jblow", isDefault: false }],
])("a person is read %s", (_, text, entry) => {
  expect(readRosterTable(text).mistakes).toEqual([]);
  expect(entriesOf(text)).toEqual([{ row: 2, isDefault: false, ...entry }]);
});

test("columns that say nothing of a roster are left alone, and named", () => {
  const read = readRosterTable("full name,person,start date\nJ. Blow,jblow,2026-11-01");
  expect(read.unread).toEqual(["full name", "start date"]);
  expect(read.entries).toEqual([{ row: 2, hutchnet: "jblow", isDefault: false }]);
});

test("lines are counted as they stand, blank ones too", () => {
  expect(entriesOf("\uFEFFperson\r\n\r\njblow\r\n\r\nklee\r\n").map(({ row }) => row)).toEqual([3, 5]);
});
