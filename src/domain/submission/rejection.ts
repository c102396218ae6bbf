import type { Job } from "../job/job.ts";
import type { LackingRight, RefusedRole } from "../people/refused-role.ts";
import type { Trouble } from "../trouble.ts";

/** Why AWS would not take a submission: in its own words, or because it does not let us be the role of the job's lab. */
export type Rejection = { by: "aws"; words: string } | { by: "role"; lacks: LackingRight };

/** AWS's words about a role name accounts and are of use to admins alone, who are told of it. */
export function rejectionBy({ role, message }: Trouble): Rejection {
  return role === undefined ? { by: "aws", words: message } : { by: "role", lacks: role.lacks };
}

/** Of a job that was not taken for its lab's role: which, and what it lacked. */
export function refusedRoleOf({ pi, rejection }: Job): Pick<RefusedRole, "pi" | "lacks">[] {
  return rejection?.by === "role" ? [{ pi, lacks: rejection.lacks }] : [];
}
