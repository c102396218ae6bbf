/** Two labs with their people, and a directory of Slack's, for imports without a workspace. */

import { memberOf } from "../../src/commands/people/member-of.ts";
import type { Request } from "../../src/commands/request.ts";
import type { ChannelId, InvocationId, MemberId, PiName, TeamId } from "../../src/domain/ids.ts";
import type { Role } from "../../src/domain/people/pi.ts";
import { peopleFinder } from "../../src/roster/find-people.ts";
import { lookedOf } from "../../src/roster/standings.ts";
import type { Account } from "../../src/slack/directory.ts";
import type { Store } from "../../src/store/open-store.ts";
import { aPi, labsOf } from "../fixtures/a-pi.ts";
import { openEmptyStore } from "./empty-store.ts";
import { keptLog } from "./kept-log.ts";

const team = "T0HUTCH" as TeamId;
export const upeters = "U0PETERS" as MemberId;

const account = (id: string, handle: string, more: Partial<Account> = {}): Account => ({
  id,
  team_id: team,
  handle,
  email: `${handle}@example.org`,
  ...more,
});

const accounts: readonly Account[] = [
  account("U0PETERS", "upeters"),
  account("U0JBLOW", "jblow"),
  account("U0AMATE", "amate"),
  account("U0KLEE", "klee"),
  account("U0NBODY", "nbody"),
  account("U0SNEW", "snew"),
  account("U0ADMIN", "sadmin"),
  account("U0GUEST", "guest", { is_restricted: true }),
  account("U0BOT1", "helper", { is_bot: true }),
  account("U0GONE", "gone", { deleted: true }),
  account("U0OTHER", "other", { team_id: "T0ELSEWHERE" }),
  account("U0ODD", "j. odd", { email: "jörg@example.org" }),
];

export const labs = labsOf(
  aPi({ channel: "C0PETERS" as ChannelId }),
  aPi({ name: "doe-j" as PiName, channel: "C0DOE" as ChannelId }),
  aPi({ name: "smith-p" as PiName, channel: "C0SMITH" as ChannelId }),
);

export async function importStore(): Promise<Store> {
  const store = await openEmptyStore();
  const seed = (pi: string, slack: string, hutchnet: string, role: Role) =>
    store.roster.seed(pi as PiName, { slack: slack as MemberId, hutchnet, role }, 1);
  await seed("peters-u", "U0JBLOW", "jblow", "member");
  await seed("peters-u", "U0AMATE", "amate", "member");
  await seed("peters-u", "U0PETERS", "upeters", "manager");
  await seed("smith-p", "U0PETERS", "upeters", "member");
  await seed("doe-j", "U0KLEE", "klee", "member");
  return store;
}

export type Importing = { by?: string; channel?: string; id?: string; nowMs?: number };

/** A person's intention, as it reaches a verb. */
export async function importing(store: Store, options: Importing = {}): Promise<Request> {
  const { by = upeters, channel = "C0GENERAL", id = "i_1", nowMs = 2_000 } = options;
  const admins = new Set(["U0ADMIN" as MemberId]);
  const known = async (member: MemberId) => {
    const found = accounts.find((each) => each.id === member);
    return found === undefined ? { standing: "stranger" as const } : lookedOf(found, team);
  };
  const directory = {
    account: async (member: MemberId) => accounts.find((each) => each.id === member) ?? {},
    accountByEmail: async (email: string) =>
      accounts.find((each) => each.email === email && each.deleted !== true),
    accounts: async () => [...accounts],
  };
  return {
    nowMs,
    logger: keptLog().logger,
    member: await memberOf({ store, labs: () => labs, admins }, by as MemberId),
    invocation: {
      id: id as InvocationId,
      via: "slash",
      verb: "access import",
      input: { kind: "text", text: "" },
      where: { channel },
      reply: { receivedAtMs: nowMs },
    },
    services: {
      store,
      labs: () => labs,
      admins,
      people: peopleFinder({ directory, standings: { lookAt: known }, team: () => team }),
      membersOfGroup: async () => undefined,
      nameOf: async (member: MemberId) => accounts.find((each) => each.id === member)?.handle ?? "somebody",
      changed: () => undefined,
      clock: { nowMs: () => nowMs },
      quietMs: 60_000,
    },
    trail: { isNoted: false },
  } as unknown as Request;
}
