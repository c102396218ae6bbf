import { describe, expect, test } from "vitest";
import { aDefinition } from "../../../test/fixtures/a-submission.ts";
import { scriptMistakes, scriptSaid, scriptVariables } from "./fetch-and-run.ts";

const definition = aDefinition();
const script = "s3://fh-pi-peters-u/run.sh";

describe("what a fetch-and-run image is told", () => {
  test.each([
    [script, "script"],
    ["s3://fh-pi-peters-u/tools.zip", "zip"],
    ["s3://fh-pi-peters-u/TOOLS.ZIP", "zip"],
    ["s3://fh-pi-peters-u/zip", "script"],
  ])("%s is a %s", (url, type) => {
    expect(scriptVariables(url)).toEqual([
      { name: "BATCH_FILE_TYPE", value: type },
      { name: "BATCH_FILE_S3_URL", value: url },
    ]);
  });
});

test("in a .zip somebody has to say which script, be it the definition", () => {
  const zip = "s3://b-1/tools.zip";
  expect(scriptMistakes({ script: zip, command: undefined, definition })).toEqual([
    "A `.zip` needs the name of the script in it to run, as the first word of the command: `--script s3://b-1/tools.zip -- run.sh`.",
  ]);
  expect(scriptMistakes({ script: zip, command: ["run.sh"], definition })).toEqual([]);
  expect(
    scriptMistakes({ script: zip, command: undefined, definition: aDefinition({ command: ["run.sh"] }) }),
  ).toEqual([]);
});

test("a folder is no script", () => {
  expect(scriptMistakes({ script: "s3://b-1/dir/", command: ["x"], definition })).toEqual([
    "`--script s3://b-1/dir/` names a folder: give the script in it.",
  ]);
});

test("who gives words to a script hears that AWS's own image drops the first, unless it is the script's name", () => {
  const said = (command: string[] | undefined, url = script) =>
    scriptSaid({ script: url, command, definition });
  expect(said(["--sample", "NA 1"])).toEqual([
    "an image made of AWS's own `fetch_and_run.sh` drops the first word of the command, here `--sample`; for such a one write `-- run.sh --sample 'NA 1'`",
  ]);
  expect(said(["run.sh", "--sample"])).toEqual([]);
  expect(said(undefined)).toEqual([]);
  expect(said(["run.sh"], "s3://b-1/tools.zip")).toEqual([]);
});
