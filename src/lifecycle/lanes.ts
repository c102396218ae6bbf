import type { Logger } from "pino";

/** Work for each name on its own: one that takes long holds up no other, and nothing that fails goes unheard. */
export type Lanes<Name> = {
  /** Those whose work is under way. */
  busy(): Name[];
  /** Begins work for a name that is not busy. */
  begin(name: Name, work: () => Promise<void>): void;
  /** Resolves when all that is under way has ended. */
  ended(): Promise<void>;
};

export type LanesOptions = {
  name: string;
  logger: Logger;
  /** The work for a name has ended, well or not: it is not busy any more. */
  onEnded(): void;
};

export function lanes<Name>({ name: lane, logger, onEnded }: LanesOptions): Lanes<Name> {
  const underWay = new Map<Name, Promise<void>>();

  const run = async (name: Name, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      logger.error({ err: error, lane, name }, "Work failed and will be taken up again");
    }
    underWay.delete(name);
    onEnded();
  };

  return {
    busy: () => [...underWay.keys()],
    begin: (name, work) => {
      underWay.set(name, run(name, work));
    },
    ended: async () => {
      await Promise.all(underWay.values());
    },
  };
}
