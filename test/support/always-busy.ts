import type { LoopLoad } from "../../src/lifecycle/loop-load.ts";

/** Others have all the time there is. */
export const alwaysBusy: LoopLoad = { begin: () => {}, share: () => 1 };
