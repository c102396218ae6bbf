import type { MemberId } from "../../domain/ids.ts";

/** How a person is called. */
export type NameOf = (member: MemberId) => string;
