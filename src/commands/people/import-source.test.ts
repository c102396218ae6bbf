import { expect, test } from "vitest";
import { isRosterAlone, isRosterBehind, optionsIn, rosterBehind, rosterInMessage } from "./import-source.ts";

test.each([
  ["on the lines below", "\nperson,pi\njblow,peters-u", "person,pi\njblow,peters-u", ""],
  ["begun on the first line", "person,pi\njblow,peters-u", "person,pi\njblow,peters-u", ""],
  ["below options", "—pi peters-u --whole\nperson\njblow", "person\njblow", "—pi peters-u --whole"],
  ["in a code block", "--whole ```csv\nperson\njblow\n```", "person\njblow\n", "--whole"],
  ["in a code block, the options below it", "```person\njblow```\n--whole", "person\njblow", "--whole"],
  [
    "with addresses as Slack marks them",
    "person\n<mailto:jblow@x.org|jblow@x.org>",
    "person\njblow@x.org",
    "",
  ],
])("a table behind the verb is found %s", (_, text, table, options) => {
  expect(isRosterBehind(text)).toBe(true);
  expect(rosterBehind(text)).toEqual({ table, options });
});

test.each(["", "--pi peters-u", "--group <!subteam^S0LAB|@lab>", "help"])("there is none in %j", (text) => {
  expect(isRosterBehind(text)).toBe(false);
});

test("a cell that stands alone on the line is a table without its rest", () => {
  expect(isRosterBehind("person,pi,role")).toBe(true);
});

test("in a message it begins with the line that names its columns", () => {
  const found = rosterInMessage("New people:\n/batch access import --pi peters-u\nperson;role\njblow;member");
  expect(found).toEqual({ table: "person;role\njblow;member", options: "--pi peters-u" });
  expect(rosterInMessage("hello\nthere")).toBeUndefined();
});

test("pasted without the verb it is a roster only where its columns say so", () => {
  expect(isRosterAlone("email,pi,role\njblow@x.org,peters-u,member")).toBe(true);
  expect(isRosterAlone("sample,memory\nNA1,4G")).toBe(false);
  expect(isRosterAlone("what is my email")).toBe(false);
});

test("options stand behind the verb, or on a line of their own", () => {
  expect(optionsIn("please `/batch access import --whole`")).toBe("--whole");
  expect(optionsIn("thanks\n--pi peters-u")).toBe("--pi peters-u");
  expect(optionsIn("our people")).toBe("");
});
