// What a target is sent: the whole event, a part of it, a fixed text, or a template filled from it.

import type { BusEvent } from "./bus-event.ts";
import type { Target } from "./event-account.ts";

export function targetInput(target: Target, event: BusEvent): string {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined) return JSON.stringify(atPath(event, target.InputPath) ?? null);
  const transformer = target.InputTransformer;
  if (!transformer) return JSON.stringify(event);
  return transformer.InputTemplate.replaceAll(/<([A-Za-z0-9._-]+)>/g, (whole, name: string) => {
    if (name === "aws.events.event.json" || name === "aws.events.event") return JSON.stringify(event);
    const path = transformer.InputPathsMap?.[name];
    if (path === undefined) return whole;
    const value = atPath(event, path);
    // A path that leads nowhere leaves a hole, as the real one does.
    return value === undefined ? "" : JSON.stringify(value);
  });
}

function atPath(event: unknown, path: string): unknown {
  const steps = path.replace(/^\$\.?/, "").split(".");
  return steps
    .filter((step) => step !== "")
    .reduce<unknown>(
      (value, step) =>
        typeof value === "object" && value !== null ? (value as Record<string, unknown>)[step] : undefined,
      event,
    );
}
