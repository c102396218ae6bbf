/** Slack's message times: unique, ordered strings such as "1790001800.000100", even while the clock stands still. */
export function createTimestamps(clock: () => number): () => string {
  let lastSec = 0;
  let count = 0;
  return () => {
    const sec = Math.max(Math.floor(clock() / 1000), lastSec);
    count = sec === lastSec ? count + 100 : 100;
    lastSec = sec;
    if (count > 999_900) {
      lastSec += 1;
      count = 100;
    }
    return `${lastSec}.${String(count).padStart(6, "0")}`;
  };
}
