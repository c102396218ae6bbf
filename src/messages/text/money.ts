import { grouped } from "./numbers.ts";

/** `$0.20`, `$34`, `less than $0.01`: no more digits than an estimate has. */
export function dollars(usd: number): string {
  if (usd < 0.01) return "less than $0.01";
  return usd < 10 ? `$${usd.toFixed(2)}` : `$${grouped(Math.round(usd))}`;
}
