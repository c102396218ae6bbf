/** What takes the newest migrations back, the last first; each that follows brings its own. */
const undoing: readonly (readonly [migration: string, ...statements: string[]])[] = [
  ["027-rejections", "alter table jobs drop column role_lacks"],
  ["026-runs", "drop table job_runs"],
];

/** Statements after which a store is as it was before a migration, and opened again goes through all since. */
export function backBefore(migration: string): string[] {
  const last = undoing.findIndex(([name]) => name === migration);
  if (last === -1) throw new Error(`nobody knows how to take ${migration} back`);
  return undoing
    .slice(0, last + 1)
    .flatMap(([name, ...statements]) => [
      ...statements,
      `delete from kysely_migration where name = '${name}'`,
    ]);
}
