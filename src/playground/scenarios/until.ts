/** Waiting for something in the local AWS or Slack, given up when time is over or the playground closes. */
/** Returns what stops the listening. */
export type Changing = { onChange: (listener: () => void) => () => void };

export type Patience = { ms: number; signal: AbortSignal };

/** True once `look` finds something; false when time was over first. Throws what `look` throws, and at an abort. */
export function until(where: Changing, look: () => boolean, { ms, signal }: Patience): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer);
      forget();
      signal.removeEventListener("abort", aborted);
      settle();
    };
    const aborted = () => end(() => reject(signal.reason));
    const check = () => {
      try {
        if (look()) end(() => resolve(true));
      } catch (error) {
        end(() => reject(error));
      }
    };
    const timer = setTimeout(() => end(() => resolve(false)), ms);
    const forget = where.onChange(check);
    signal.addEventListener("abort", aborted);
    if (signal.aborted) aborted();
    else check();
  });
}
