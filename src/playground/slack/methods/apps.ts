import { ApiError } from "../api-arguments.ts";
import type { Json } from "../json.ts";
import type { Workspace } from "../workspace.ts";

export function openConnection({ sockets }: Workspace): Json {
  if (!sockets) throw new ApiError("feature_not_enabled");
  return { url: sockets.newAddress() };
}
