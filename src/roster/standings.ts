/** Whether a person may be of a lab at all, as Slack tells it. */
import type { Logger } from "pino";
import type { MemberId, TeamId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { Labs } from "../domain/people/pi.ts";
import { type Standing, standingOf } from "../domain/people/standing.ts";
import { Trouble } from "../domain/trouble.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { within } from "../lifecycle/within.ts";
import type { Account, Directory } from "../slack/directory.ts";
import type { Store } from "../store/open-store.ts";

/** `hutchnet`: what their name in Slack or their address suggests; never more than that. */
export type Looked = { standing: Standing; hutchnet?: string };

export type StandingsOptions = {
  directory: Pick<Directory, "account">;
  store: Store;
  labs(): Labs;
  admins: readonly MemberId[];
  /** Our own team; undefined until Slack has said it. */
  team(): TeamId | undefined;
  clock: Clock;
  logger: Logger;
  quietMs: number;
  /** Somebody is of a lab no longer. */
  onEnded(): void;
};

export type PersonStandings = ReturnType<typeof personStandings>;

export function personStandings(options: StandingsOptions) {
  const { directory, store, labs, admins, team, clock, logger, quietMs } = options;

  /** Asks Slack at this moment. Throws SlackTrouble. */
  const lookAt = async (member: MemberId): Promise<Looked> => {
    try {
      return lookedOf(await directory.account(member), team());
    } catch (error) {
      if (error instanceof Trouble && unknownHere.has(error.code)) return { standing: "stranger" };
      throw error;
    }
  };

  /** Slack has said what somebody is now. */
  const hear = async (member: MemberId, standing: Standing, via: string): Promise<void> => {
    const heard = { member, standing, labs: labs(), admins, via };
    const time = { nowMs: clock.nowMs(), quietMs };
    if (await store.transaction((tables) => tables.people.hearStanding(heard, time))) options.onEnded();
  };

  return {
    lookAt,
    hear,
    /**
     * What is known of who is on the roster; undefined of all others, and where Slack does not tell soon: who has put
     * them there knew them, and they are looked at again. Never throws for Slack's sake.
     */
    of: async (member: MemberId): Promise<Standing | undefined> => {
      const known = await store.standings.of(member);
      if (known !== null) return known;
      try {
        const looked = await within(clock, limits.standingMs, lookAt(member));
        if (looked === undefined) return undefined;
        await store.standings.told(member, looked.standing, clock.nowMs() + firstLookMs(looked.standing));
        return looked.standing;
      } catch (error) {
        logger.warn({ err: error, member }, "Slack did not tell what a person of the roster is");
        return undefined;
      }
    },
  };
}

/** Who may not be there is looked at again at once, and then taken out. */
function firstLookMs(standing: Standing): number {
  return standing === "member" ? limits.lookMs : 0;
}

export function lookedOf(account: Account, team: TeamId | undefined): Looked {
  const hutchnet = hutchnetIn(account);
  return { standing: standingOf(account, team), ...(hutchnet === undefined ? {} : { hutchnet }) };
}

const unknownHere: ReadonlySet<string> = new Set(["user_not_found", "user_not_visible"]);

/** `jblow` of `jblow@fredhutch.org`, else the name in Slack. */
function hutchnetIn({ email, handle }: Account): string | undefined {
  const names = [email?.split("@")[0], handle].map((name) => name?.toLowerCase());
  return names.find((name) => name !== undefined && hutchnetPattern.test(name));
}

const hutchnetPattern = /^[a-z0-9][a-z0-9_-]{0,31}$/;
