/** Who is meant by addresses and ids, and what Slack says of each: a few are asked about one by one, many all at once. */
import type { MemberId, TeamId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { Account, Directory } from "../slack/directory.ts";
import { type Looked, lookedOf, type PersonStandings } from "./standings.ts";

/** Whoever is in none of both is not known to Slack. */
export type FoundPeople = { byEmail: ReadonlyMap<string, MemberId>; looked: ReadonlyMap<MemberId, Looked> };

export type PeopleSought = { members: readonly MemberId[]; emails: readonly string[] };

export type PeopleFinder = {
  /** Throws SlackTrouble: `missing_scope` where the bot may not look for addresses. */
  find(sought: PeopleSought): Promise<FoundPeople>;
  /** What stands behind the @ of somebody's address, where Slack tells it. Throws SlackTrouble. */
  mailDomainOf(member: MemberId): Promise<string | undefined>;
};

export type PeopleFinderOptions = {
  directory: Pick<Directory, "account" | "accountByEmail" | "accounts">;
  standings: Pick<PersonStandings, "lookAt">;
  team(): TeamId | undefined;
};

export function peopleFinder({ directory, standings, team }: PeopleFinderOptions): PeopleFinder {
  const each = async ({ members, emails }: PeopleSought): Promise<FoundPeople> => {
    const found = await inTurn(emails, directory.accountByEmail);
    const known = accountsIn(found);
    const looked = new Map(known.map(({ id, account }) => [id, lookedOf(account, team())]));
    const others = members.filter((member) => !looked.has(member));
    const asked = await inTurn(others, standings.lookAt);
    for (const [at, member] of others.entries()) looked.set(member, asked[at] ?? { standing: "stranger" });
    const ids = found.map((account, at) => [emails[at] ?? "", account?.id as MemberId | undefined] as const);
    return {
      byEmail: new Map(ids.flatMap(([email, id]) => (id === undefined ? [] : [[email, id]]))),
      looked,
    };
  };
  const amongAll = async ({ members, emails }: PeopleSought): Promise<FoundPeople> => {
    const [first] = emails;
    // Without the scope the list comes without addresses: this call says so.
    if (first !== undefined) await directory.accountByEmail(first);
    const known = accountsIn(await directory.accounts());
    const [ids, addresses] = [new Set(members), new Set(emails)];
    const meant = known.filter(
      ({ id, account: { email } }) =>
        ids.has(id) || (email !== undefined && addresses.has(email.toLowerCase())),
    );
    return {
      byEmail: new Map(
        meant.flatMap(({ id, account: { email } }) => (email ? [[email.toLowerCase(), id]] : [])),
      ),
      looked: new Map(meant.map(({ id, account }) => [id, lookedOf(account, team())])),
    };
  };
  return {
    find: async (sought) => {
      const members = [...new Set(sought.members)];
      const emails = [...new Set(sought.emails)];
      const isMany = members.length + emails.length > limits.peopleOneByOne;
      return (isMany ? amongAll : each)({ members, emails });
    },
    mailDomainOf: async (member) => (await directory.account(member)).email?.toLowerCase().split("@")[1],
  };
}

function accountsIn(found: readonly (Account | undefined)[]): { id: MemberId; account: Account }[] {
  return found.flatMap((account) =>
    account?.id === undefined ? [] : [{ id: account.id as MemberId, account }],
  );
}

/** One after the other: Slack counts what comes at once. */
async function inTurn<In, Out>(all: readonly In[], ask: (one: In) => Promise<Out>): Promise<Out[]> {
  const answers: Out[] = [];
  for (const one of all) answers.push(await ask(one));
  return answers;
}
