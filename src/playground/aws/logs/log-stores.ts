import type { Timers } from "../timers.ts";
import { createLogStore, type LogStore } from "./log-store.ts";

/** The logs of every account and region, made when first looked for. */
export type LogStores = {
  of: (account: string, region: string) => LogStore;
  /** Those there are so far. */
  all: () => { account: string; store: LogStore }[];
};

export type LogStoresParts = {
  timers: Timers;
  lagMs: number;
  changed: (account: string, stream: string) => void;
};

export function createLogStores({ timers, lagMs, changed }: LogStoresParts): LogStores {
  const stores = new Map<string, LogStore>();
  return {
    all: () => [...stores].map(([key, store]) => ({ account: key.split("/")[0] ?? "", store })),
    of(account, region) {
      const key = `${account}/${region}`;
      const store =
        stores.get(key) ?? createLogStore({ timers, lagMs, changed: (stream) => changed(account, stream) });
      stores.set(key, store);
      return store;
    },
  };
}
