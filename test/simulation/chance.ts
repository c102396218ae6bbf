/** All chance of a world, from one seed: the same seed, the same world. */
export type Chance = {
  /** At least 0, less than 1. */
  share(): number;
  happens(probability: number): boolean;
  /** Whole, both ends included. */
  between(least: number, most: number): number;
  /** From `least` to `most`, each order of magnitude as likely as the next. */
  spread(least: number, most: number): number;
  pick<T>(items: readonly T[]): T;
  /** The name that is drawn; each as likely as its weight. */
  weighed<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
};

export function chanceOf(seed: number): Chance {
  const next = smallFastCounter(seed);
  const share = (): number => next() / 2 ** 32;
  return {
    share,
    happens: (probability) => share() < probability,
    between: (least, most) => least + Math.floor(share() * (most - least + 1)),
    spread: (least, most) => Math.round(least * (most / least) ** share()),
    pick: <T>(items: readonly T[]) => items[Math.floor(share() * items.length)] as T,
    weighed: <Name extends string>(weights: Readonly<Record<Name, number>>) => {
      const entries = Object.entries<number>(weights) as [Name, number][];
      let left = share() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) {
        left -= weight;
        if (left < 0) return name;
      }
      return entries[0]?.[0] as Name;
    },
  };
}

/** Numbers of 32 bits. Source: Chris Doty-Humphrey, PractRand, sfc32. */
function smallFastCounter(seed: number): () => number {
  let [a, b, c, counter] = [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0, 0x9e3779b9, 1];
  const next = (): number => {
    const sum = (((a + b) >>> 0) + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = (b ^ (b >>> 9)) >>> 0;
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + sum) >>> 0;
    return sum;
  };
  for (let n = 0; n < 15; n++) next();
  return next;
}
