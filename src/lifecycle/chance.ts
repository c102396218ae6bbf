/** Chance comes in as an argument: this is its one source. A number from 0 to just below 1. */
export type Chance = () => number;

export const systemChance: Chance = () => Math.random();
