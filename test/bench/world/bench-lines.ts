/** The n-th line of a log of the bench: some hundred characters, as programs write them. */
export function benchLine(n: number): string {
  const kind = n % 50_000 === 777 ? "WARN" : "INFO";
  return `${kind} align.worker ${n}: chunk ${(n * 7) % 1_000} of sample NA${12_000 + (n % 900)} took 0.${n % 97} s, ${n % 4_096} reads kept`;
}

/** A line a tenth of a second. */
export function benchLineMs(n: number): number {
  return firstMs + n * 100;
}

const firstMs = Date.UTC(2026, 9, 1);
