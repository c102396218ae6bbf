import type { RefusedRole } from "./people/refused-role.ts";

/** Whether what failed was done: `permanent`: no, and never will be; `later`: no, but may work later; `unknown`: perhaps. */
export type TroubleKind = "permanent" | "later" | "unknown";

/** We or a vendor failed. Decided once, where the vendor is spoken to; the person gets a plain sentence. */
export class Trouble extends Error {
  readonly kind: TroubleKind;
  /** The vendor's own name of the error: `ClientException`, `channel_not_found`. */
  readonly code: string;
  /** Who did not do what was asked; undefined where it was ourselves. */
  readonly vendor: "aws" | "slack" | undefined;
  /** The vendor asked to wait this long. */
  readonly retryAfterMs: number | undefined;
  /** It is because AWS does not let us be who we have to be. */
  readonly role: RefusedRole | undefined;

  constructor(
    kind: TroubleKind,
    code: string,
    options: ErrorOptions & {
      vendor?: "aws" | "slack";
      message?: string;
      retryAfterMs?: number;
      role?: RefusedRole;
    } = {},
  ) {
    super(options.message ?? code, options);
    this.name = "Trouble";
    this.kind = kind;
    this.code = code;
    this.vendor = options.vendor;
    this.retryAfterMs = options.retryAfterMs;
    this.role = options.role;
  }
}

/** What nobody foresaw is trouble of which nobody knows what was done. */
export function toTrouble(error: unknown): Trouble {
  return error instanceof Trouble ? error : new Trouble("unknown", "unforeseen", { cause: error });
}
