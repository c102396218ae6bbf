import { distance } from "fastest-levenshtein";

/** The name a typing person probably meant, or none: "did you mean". */
export function nearest(typed: string, names: Iterable<string>): string | undefined {
  return nearestFew(typed, names)[0];
}

/** Up to three names, best first. */
export function nearestFew(typed: string, names: Iterable<string>): readonly string[] {
  const wanted = typed.toLowerCase().slice(0, 40);
  return [...names]
    .map((name) => ({ name, misses: misses(wanted, name.toLowerCase()) }))
    .filter(({ misses }) => misses <= allowed(wanted.length))
    .sort((a, b) => a.misses - b.misses)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** The name that was meant but for one slip, and no other: where names are not to be told to who has not named them. */
export function oneSlipFrom(typed: string, names: Iterable<string>): string | undefined {
  const wanted = typed.toLowerCase().slice(0, 40);
  const near = [...names].filter((name) => misses(wanted, name.toLowerCase()) <= 1);
  return near.length === 1 ? near[0] : undefined;
}

/** Two letters swapped are one slip, not two; a beginning long enough to be meant counts as one as well. */
function misses(typed: string, name: string): number {
  if (typed === name) return 0;
  if (typed.length >= 3 && name.startsWith(typed)) return 1;
  const apart = distance(typed, name);
  return apart === 2 && sorted(typed) === sorted(name) ? 1 : apart;
}

function sorted(text: string): string {
  return [...text].sort().join("");
}

function allowed(length: number): number {
  if (length < 2) return 0;
  if (length < 5) return 1;
  return length < 9 ? 2 : 3;
}
