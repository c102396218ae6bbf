/** Events as EventBridge sends them, of about 2 kB, each told once: of many jobs, half of which the store knows. */
import { type BatchEvent, eventOf } from "../../support/events.ts";
import { benchAccount, benchRegion, hex, jobNameOf, jobUuid } from "../world/names.ts";

/** How many jobs are under way at the same time. */
const together = 1_024;
const lifeOfAJob = ["single.runnable", "single.starting", "single.running", "single.succeeded"];

/** The n-th event there is: first `together` jobs become RUNNABLE, then the same ones STARTING, and so on. */
export function eventStock(): (n: number) => string {
  const templates = lifeOfAJob.map((name) => template(name));
  return (n) => {
    const [block, inBlock] = [
      Math.floor(n / (together * templates.length)),
      n % (together * templates.length),
    ];
    const job = jobOfStock(block * together + (inBlock % together));
    return (templates[Math.floor(inBlock / together)] as Fill)(n, job);
  };
}

/** Every second one is a job of the store, in the order in which they were put there. */
function jobOfStock(index: number): number {
  return index % 2 === 0 ? index / 2 : unknownFrom + index;
}

/** No store of the bench has so many. */
const unknownFrom = 1_000_000_000;

type Fill = (event: number, job: number) => string;

/** The recorded event about any job, with these changes to its detail. */
export function template(name: string, changes: Record<string, unknown> = {}): Fill {
  const event = eventOf(name);
  const jobId = event.detail.jobId as string;
  const jobName = event.detail.jobName as string;
  const text = JSON.stringify(moved({ ...event, detail: { ...event.detail, ...changes } }))
    .replaceAll(jobId, "@job@")
    .replaceAll(jobName, "@name@")
    .replaceAll(event.id, "@event@");
  const parts = text.split(/(@job@|@name@|@event@)/);
  return (n, job) => {
    const values: Record<string, string> = {
      "@job@": jobUuid(job),
      "@name@": jobNameOf(job),
      "@event@": `e0e0e0e0-0000-4000-8000-${hex(n, 12)}`,
    };
    return parts.map((part) => values[part] ?? part).join("");
  };
}

function moved(event: BatchEvent): BatchEvent {
  const text = JSON.stringify(event)
    .replaceAll(event.account, benchAccount)
    .replaceAll(event.region, benchRegion);
  return JSON.parse(text);
}
