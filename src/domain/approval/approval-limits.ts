const secondMs = 1_000;
const hourMs = 3_600 * secondMs;
const dayMs = 24 * hourMs;

/** How long a yes is waited for, and what bounds the asking. */
export const approvalLimits = {
  /** Managers are reminded once in the same half of a day; where none answers, admins are asked on the day itself. */
  approvalRemindMs: 2 * hourMs,
  approvalAdminsMs: 4 * hourMs,
  /** A weekend and two holidays fit in; what was asked for longer ago is asked for anew. */
  approvalExpireMs: 5 * dayMs,
  /** Were the process to die between the yes and the sending, it is sent by another after this. */
  approvedLeaseMs: 5 * secondMs,
  standingYesMs: 30 * dayMs,
  /** Who is asked by a message of their own; all others see it in the lab's channel. */
  approversAsked: 10,
  approvalReasonLength: 500,
  approvalsPerTurn: 50,
} as const;
