/** What a check finds in each of many, by name: a test for each of thousands would take longer than the checks. */
export function faultsOf<T>(
  all: Readonly<Record<string, T>>,
  check: (one: T, name: string) => void,
): string[] {
  return Object.entries(all).flatMap(([name, one]) => {
    try {
      check(one, name);
      return [];
    } catch (error) {
      return [`${name}: ${(error as Error).message}`];
    }
  });
}
