import type { TeamId } from "./ids.ts";

/** The workspace that a request of Slack comes from; undefined where it names none, as the handshake of an address does. */
export function teamOf(body: unknown): TeamId | undefined {
  const said = body as TeamBearer | null | undefined;
  return said?.team?.id ?? said?.team_id ?? said?.user?.team_id;
}

type TeamBearer = { team?: { id?: TeamId } | null; team_id?: TeamId; user?: { team_id?: TeamId } };
