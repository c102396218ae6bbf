import { describe, expect, test } from "vitest";
import type { DraftId, MemberId, PiName } from "../../../src/domain/ids.ts";
import type { ImportDeed, Place } from "../../../src/domain/people/roster-import.ts";
import type { RosterImport } from "../../../src/store/import-roster.ts";
import { labs } from "../../support/import-world.ts";
import type { Part } from "../store-suite.ts";

const [upeters, jblow, amate, newbie, kfoe] = [
  "U0PETERS",
  "U0JBLOW",
  "U0AMATE",
  "U0NEWBIE",
  "U0KFOE",
] as MemberId[] as [MemberId, MemberId, MemberId, MemberId, MemberId];
const peters = "peters-u" as PiName;
const time = { nowMs: 1_000, quietMs: 60_000 };

const place = (hutchnet: string, more: Partial<Place> = {}): Place => ({
  hutchnet,
  role: "member",
  isDefault: false,
  ...more,
});
const deeds: readonly ImportDeed[] = [
  { member: newbie, pi: peters, does: "add", becomes: place("nbody", { isDefault: true }) },
  {
    member: jblow,
    pi: peters,
    does: "change",
    was: place("jblow"),
    becomes: place("jblow", { role: "manager" }),
  },
  { member: amate, pi: peters, does: "remove", was: place("amate") },
];

export const imports: Part = (store) => {
  const seeded = async () => {
    const seed = (slack: MemberId, hutchnet: string, role: "member" | "manager") =>
      store().roster.seed(peters, { slack, hutchnet, role }, 1);
    await seed(upeters, "upeters", "manager");
    await seed(jblow, "jblow", "member");
    await seed(amate, "amate", "member");
  };
  const importing = (changes: Partial<RosterImport> = {}): Promise<string> =>
    store().transaction((tables) =>
      tables.people.importRoster(
        {
          deeds,
          whole: [peters],
          listed: new Set([newbie, jblow].map((member) => `${member} ${peters}`)),
          labs,
          admins: [],
          audit: { member: upeters, via: "button", verb: "access import" },
          deed: "i_1",
          done: "d_done" as DraftId,
          ...changes,
        },
        time,
      ),
    );
  const rows = async () =>
    (await store().roster.ofPis([peters]))
      .map(({ member, role, isDefault }) => `${member} ${role} ${isDefault}`)
      .toSorted();
  const told = async () =>
    (await store().notices.heads(10_000, 50)).flatMap(({ notice }) =>
      notice.body.kind === "people" ? [notice.body.told.is] : [],
    );

  describe("an import of people", () => {
    test("does all that was shown, tells each, and keeps that it is done", async () => {
      await seeded();
      expect(await importing()).toBe("done");
      expect(await rows()).toEqual([
        "U0JBLOW manager false",
        "U0NEWBIE member true",
        "U0PETERS manager false",
      ]);
      expect((await told()).toSorted()).toEqual(["let in", "let in", "taken out"]);
      expect(await store().drafts.find("d_done" as DraftId, upeters)).toMatchObject({ body: { deeds } });
    });

    test("does nothing where one place is another by now", async () => {
      await seeded();
      await store().roster.put(
        { member: amate, pi: peters, hutchnet: "amate", role: "manager", source: upeters },
        2,
      );
      const before = await rows();
      expect(await importing()).toBe("changed");
      expect(await rows()).toEqual(before);
      expect(await told()).toEqual([]);
    });

    test("of a whole lab does nothing where somebody has come in since, and elsewhere does not mind", async () => {
      await seeded();
      await store().roster.put(
        { member: kfoe, pi: peters, hutchnet: "kfoe", role: "member", source: upeters },
        2,
      );
      expect(await importing()).toBe("changed");
      expect(await importing({ whole: [] })).toBe("done");
    });

    test("at the same moment as the same by another does it once", async () => {
      await seeded();
      const both = await Promise.all([importing(), importing({ deed: "i_2", done: "d_other" as DraftId })]);
      expect(both.toSorted()).toEqual(["changed", "done"]);
      expect((await told()).toSorted()).toEqual(["let in", "let in", "taken out"]);
    });
  });
};
