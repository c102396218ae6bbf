/** functions.*: a workflow step says how it ended. */
import { ApiError, required } from "../api-arguments.ts";
import { type Json, record } from "../json.ts";
import type { StepRun } from "../model.ts";
import type { Workspace } from "../workspace.ts";

export function completeSuccess(workspace: Workspace, args: Json): Json {
  const step = running(workspace, args);
  Object.assign(step, { state: "completed", outputs: record(args.outputs) });
  return {};
}

export function completeError(workspace: Workspace, args: Json): Json {
  const error = required(args, "error");
  const step = running(workspace, args);
  Object.assign(step, { state: "failed", error });
  return {};
}

function running(workspace: Workspace, args: Json): StepRun {
  const step = workspace.steps.get(required(args, "function_execution_id"));
  if (!step) throw new ApiError("function_execution_not_found");
  if (step.state !== "running") throw new ApiError("function_not_in_progress");
  return step;
}
