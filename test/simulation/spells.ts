import type { Clock } from "../../src/lifecycle/clock.ts";
import type { AwsSpell } from "./aws-fates.ts";
import type { Chance } from "./chance.ts";
import type { Faults, Weather } from "./faults.ts";
import type { Workspace } from "./slack.ts";
import type { SlackSpell } from "./slack-fates.ts";

export type Spells = {
  slack(): SlackSpell | undefined;
  /** Whether the store takes no call at all. */
  isStoreAway(): boolean;
  aws(account: string): AwsSpell | undefined;
  /** All that goes on ends now. */
  cease(): void;
};

export type SpellsOptions = {
  clock: Clock;
  chance: Chance;
  faults: Faults;
  workspace: Workspace;
  accounts: readonly string[];
  /** During which they begin. */
  activityMs: number;
};

const howMany: Record<Weather, number> = { calm: 0, mixed: 2, wild: 4 };

/** Trouble that lasts a while: outages, tokens revoked, channels closed, cards deleted. */
export function drawSpells(options: SpellsOptions): Spells {
  const { clock, chance, faults, workspace } = options;
  let slack: SlackSpell | undefined;
  let isStoreAway = false;
  const aws = new Map<string, AwsSpell>();
  const endings: (() => void)[] = [];

  const last = (mostMs: number, end: () => void): void => {
    endings.push(end);
    clock.after(chance.spread(5_000, mostMs), end);
  };

  const begin = {
    "Slack has an outage": () => {
      slack = chance.happens(0.7) ? "an outage" : "a silence";
      last(3_600_000, () => {
        slack = undefined;
      });
    },
    "Slack has revoked the token": () => {
      slack = "a revoked token";
      last(900_000, () => {
        slack = undefined;
      });
    },
    "AWS has an outage": () => {
      const account = chance.pick(options.accounts);
      aws.set(account, chance.happens(0.6) ? "an outage" : "a throttling");
      last(1_200_000, () => void aws.delete(account));
    },
    "the store takes no call": () => {
      isStoreAway = true;
      last(30_000, () => {
        isStoreAway = false;
      });
    },
    "a channel is archived": () => workspace.archive(chance.pick(workspace.channelsWithBot())),
    "the bot is thrown out of a channel": () => {
      const channel = chance.pick(workspace.channelsWithBot());
      workspace.setBotIn(channel, false);
      if (chance.happens(0.5)) last(900_000, () => workspace.setBotIn(channel, true));
    },
    "somebody deletes a message": () => {
      const own = workspace.messages.filter(({ payload, isDeleted }) => payload !== undefined && !isDeleted);
      if (own.length > 0) workspace.delete(chance.pick(own));
    },
  };

  const names = Object.keys(begin) as (keyof typeof begin)[];
  const count = chance.between(0, howMany[faults.weather]);
  let ceased = false;
  for (let nth = 0; nth < count; nth++) {
    const name = chance.pick(names);
    clock.after(chance.between(0, options.activityMs), () => {
      if (ceased) return;
      faults.count(name);
      begin[name]();
    });
  }

  return {
    slack: () => slack,
    isStoreAway: () => isStoreAway,
    aws: (account) => aws.get(account),
    cease: () => {
      ceased = true;
      for (const end of endings) end();
    },
  };
}
