import { describe, expect, test } from "vitest";
import { eventKeyFor } from "./event-key.ts";

const account = "111122223333";
const noFile = () => {
  throw new Error("no such file");
};

describe("the key of an account", () => {
  test.each([
    ["the one listed for it", "444455556666=other,111122223333=mine", "mine"],
    ["before the one for any account, wherever that stands", "111122223333=mine,*=any", "mine"],
    ["the one for any account, where it is not listed", "444455556666=other,*=any", "any"],
    ["the last of two, which is the new one of a rotation", "111122223333=old,111122223333=new", "new"],
    ["whole, though it holds equals signs", "111122223333=a=b==", "a=b=="],
    ["without the blanks around it", " 111122223333 = mine , ", "mine"],
  ])("is %s", (_, setting, key) => {
    expect(eventKeyFor(account, setting, noFile)).toEqual({ key });
  });

  test("is read from a file with one pair a line", () => {
    const files: Record<string, string> = {
      "/etc/keys": "# labs\n444455556666=other\n\n111122223333=mine\r\n",
    };
    expect(eventKeyFor(account, "@/etc/keys", (path) => files[path] ?? "")).toEqual({ key: "mine" });
  });

  test.each([
    ["is not set", undefined, "is not set"],
    ["is empty", " ", "is not set"],
    ["has no key for the account", "444455556666=other", "no key for account 111122223333"],
    ["names a file that is not there", "@/nowhere", "The file /nowhere"],
    ["is a bare key", "s3cretkey", "BATCHMATE_EVENT_KEYS is wrong: entry 1 is not ACCOUNT=KEY."],
    ["has a bare key among its pairs", "*=any,s3cretkey", "entry 2 is not ACCOUNT=KEY"],
  ])("is missing when the setting %s, and no key is repeated", (_, setting, words) => {
    const answer = eventKeyFor(account, setting, noFile);
    expect(answer).toEqual({ mistake: expect.stringContaining(words) });
    expect(JSON.stringify(answer)).not.toContain("s3cret");
  });
});
