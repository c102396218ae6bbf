/** Trigger ids: each lives three seconds and opens one view. */
import { randomUUID } from "node:crypto";
import type { Workspace } from "./workspace.ts";

const triggerLifeMs = 3000;
const keptTriggers = 1000;

export function makeTrigger(workspace: Workspace, user: string): string {
  const id = `${workspace.nextId("")}.${workspace.team.id}.${randomUUID().replaceAll("-", "")}`;
  workspace.triggers.set(id, { id, user, madeAtMs: workspace.clock(), used: false });
  const [oldest] = workspace.triggers.keys();
  if (workspace.triggers.size > keptTriggers && oldest) workspace.triggers.delete(oldest);
  return id;
}

export function exchangeTrigger(workspace: Workspace, id: string): { user: string } | { error: string } {
  const trigger = workspace.triggers.get(id);
  if (!trigger) return { error: "invalid_trigger_id" };
  if (trigger.used) return { error: "exchanged_trigger_id" };
  if (workspace.clock() - trigger.madeAtMs > triggerLifeMs) return { error: "expired_trigger_id" };
  trigger.used = true;
  return { user: trigger.user };
}
