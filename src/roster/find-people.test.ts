import { expect, test } from "vitest";
import type { MemberId, TeamId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { Account } from "../slack/directory.ts";
import { SlackTrouble } from "../slack/slack-trouble.ts";
import { peopleFinder } from "./find-people.ts";

const team = "T0HUTCH" as TeamId;
const numbers = Array.from({ length: limits.peopleOneByOne + 1 }, (_, n) => n);
const accounts: Account[] = numbers.map((n) => ({
  id: `U0P${n}`,
  team_id: team,
  email: `P${n}@Example.org`,
  handle: `p${n}`,
  ...(n === 3 ? { deleted: true } : {}),
}));

function aFinder(lacksScope = false) {
  const calls: string[] = [];
  const finder = peopleFinder({
    directory: {
      account: async (member) => accounts.find(({ id }) => id === member) ?? {},
      accountByEmail: async (email) => {
        calls.push(`by ${email}`);
        if (lacksScope) throw new SlackTrouble("permanent", "missing_scope");
        return accounts.find((each) => each.email?.toLowerCase() === email && each.deleted !== true);
      },
      accounts: async () => {
        calls.push("all");
        return accounts;
      },
    },
    standings: {
      lookAt: async (member) => {
        calls.push(`look at ${member}`);
        return { standing: "member" };
      },
    },
    team: () => team,
  });
  return { finder, calls };
}

test("a few are asked about one by one, and nobody twice", async () => {
  const { finder, calls } = aFinder();
  const members = ["U0P1", "U0P2", "U0P2"] as MemberId[];
  const found = await finder.find({ members, emails: ["p1@example.org", "none@example.org"] });
  expect([...found.byEmail]).toEqual([["p1@example.org", "U0P1"]]);
  expect(found.looked.get("U0P1" as MemberId)).toEqual({ standing: "member", hutchnet: "p1" });
  expect(calls).toEqual(["by p1@example.org", "by none@example.org", "look at U0P2"]);
});

test("many are found among all at once, who is gone as well, and who is nobody's is not there", async () => {
  const { finder, calls } = aFinder();
  const emails = numbers.map((n) => `p${n}@example.org`);
  const found = await finder.find({ members: ["U0NOBODY" as MemberId], emails });
  expect(found.byEmail.size).toBe(numbers.length);
  expect(found.looked.get("U0P3" as MemberId)?.standing).toBe("deactivated");
  expect(found.looked.has("U0NOBODY" as MemberId)).toBe(false);
  expect(calls).toEqual(["by p0@example.org", "all"]);
});

test("without the scope for addresses neither a few nor many are taken for strangers", async () => {
  const { finder } = aFinder(true);
  const sought = { members: [], emails: ["p1@example.org"] };
  await expect(finder.find(sought)).rejects.toMatchObject({ code: "missing_scope" });
  const many = { members: [], emails: numbers.map((n) => `p${n}@example.org`) };
  await expect(finder.find(many)).rejects.toMatchObject({ code: "missing_scope" });
});

test("people of an institute have their addresses with it", async () => {
  expect(await aFinder().finder.mailDomainOf("U0P1" as MemberId)).toBe("example.org");
  expect(await aFinder().finder.mailDomainOf("U0NOBODY" as MemberId)).toBeUndefined();
});
