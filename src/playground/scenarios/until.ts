/** Waiting for something in the local AWS, given up when time is over or the playground closes. */
import type { LocalAws } from "../aws/local-aws.ts";

export type Patience = { ms: number; signal: AbortSignal };

/** True once `look` finds something; false when time was over first. Throws what `look` throws, and at an abort. */
export function until(
  aws: Pick<LocalAws, "onChange">,
  look: () => boolean,
  { ms, signal }: Patience,
): Promise<boolean> {
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
    const forget = aws.onChange(check);
    signal.addEventListener("abort", aborted);
    if (signal.aborted) aborted();
    else check();
  });
}
