import type { Chance } from "./chance.ts";
import type { Trace } from "./trace.ts";

/** Every fault that there is, and how often it strikes, per occasion, in the wildest world. */
const rates = {
  "event lost": 0.12,
  "event doubled": 0.15,
  "event late": 0.15,
  "event very late": 0.05,
  "event held for a burst": 0.1,
  "event with another account's name on it": 0.03,

  "AWS throttles": 0.06,
  "AWS answers 5xx": 0.04,
  "AWS refuses the connection": 0.03,
  "AWS does not answer": 0.03,
  "AWS does it and does not answer": 0.03,
  "SubmitJob is accepted and the connection reset": 0.12,
  "SubmitJob is accepted half a minute later": 0.12,
  "SubmitJob is accepted minutes later": 0.03,
  "SubmitJob is accepted and answered 5xx": 0.08,
  "SubmitJob is refused": 0.06,
  "ListJobs lags by a minute": 0.3,
  "DescribeJobs lags by a minute": 0.1,
  "DescribeJobs leaves a job out": 0.03,
  "TerminateJob is refused": 0.15,

  "Slack answers 429": 0.03,
  "Slack answers 5xx": 0.03,
  "Slack does it and answers 5xx": 0.03,
  "Slack does not answer": 0.02,
  "Slack does it and does not answer": 0.03,
  "Slack does it after the bot gave up": 0.03,
  "Slack refuses the connection": 0.03,
  "Slack answers with a passing error": 0.02,
  "Slack's look-up lags": 0.2,
  "Slack is slow": 0.1,

  "the store is slow": 0.02,
  "the store fails": 0.002,
  "a commit fails": 0.01,

  "death at the store": 0.001,
  "death at a vendor": 0.02,
  "a start fails": 0.05,
  "Slack delivers twice": 0.1,
} as const;

export type Fault = keyof typeof rates;

export const allFaults = Object.keys(rates) as Fault[];

/** How bad a world is. In a mixed one some faults never happen, so that they hide no other. */
export type Weather = "calm" | "mixed" | "wild";

export type Faults = {
  weather: Weather;
  /** Whether it strikes now; what strikes is counted. */
  strikes(fault: Fault): boolean;
  /** Something that is a fault by itself has happened. */
  count(fault: string): void;
  counts(): ReadonlyMap<string, number>;
  /** From now on nothing goes wrong. */
  cease(): void;
};

/** `often`: what strikes at that rate whatever the weather. */
export function drawFaults(chance: Chance, trace: Trace, often: Partial<Record<Fault, number>> = {}): Faults {
  const weather = chance.weighed({ calm: 1, mixed: 6, wild: 3 });
  const here = new Map(allFaults.map((fault) => [fault, rates[fault] * strength(weather, chance)]));
  const counts = new Map<string, number>();
  let ceased = false;
  const count = (fault: string): void => {
    counts.set(fault, (counts.get(fault) ?? 0) + 1);
    trace.say(`! ${fault}`);
  };
  return {
    weather,
    strikes: (fault) => {
      if (ceased || !chance.happens(often[fault] ?? here.get(fault) ?? 0)) return false;
      count(fault);
      return true;
    },
    count,
    counts: () => counts,
    cease: () => {
      ceased = true;
    },
  };
}

function strength(weather: Weather, chance: Chance): number {
  switch (weather) {
    case "calm":
      return 0;
    case "mixed":
      return chance.happens(0.5) ? chance.share() * 2 : 0;
    case "wild":
      return 1;
  }
}
