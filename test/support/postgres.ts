import pg from "pg";
import { inject } from "vitest";

const folder = inject("postgresFolder");

/** Whether there is a PostgreSQL to try things on. */
export const hasPostgres: boolean = folder !== undefined;

export type Database = {
  url: string;
  /** Empties all tables of a store; what they are stays. */
  clear(): Promise<void>;
  run(sql: string): Promise<pg.QueryResult>;
  /** Breaks all connections, and takes none until it is called. */
  goAway(): Promise<() => Promise<void>>;
  drop(): Promise<void>;
};

/** Quicker than truncating, where there are many tables and few rows. */
const deleteAll = `do $$ declare name text; begin
  for name in select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely%' loop
    execute format('delete from %I', name);
  end loop;
end $$`;

let made = 0;

/** A database that nobody has used. */
export async function newDatabase(): Promise<Database> {
  const name = `test_${process.pid}_${made++}`;
  await inDatabase("postgres", `create database ${name}`);
  return {
    url: `postgres:///${name}?host=${folder}&user=batchmate`,
    run: (sql) => inDatabase(name, sql),
    clear: async () => {
      await inDatabase(name, deleteAll);
    },
    goAway: async () => {
      await inDatabase("postgres", `alter database ${name} allow_connections false`);
      await inDatabase(
        "postgres",
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
      );
      return async () => {
        await inDatabase("postgres", `alter database ${name} allow_connections true`);
      };
    },
    drop: async () => {
      await inDatabase("postgres", `drop database ${name} with (force)`);
    },
  };
}

async function inDatabase(database: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ host: folder, user: "batchmate", database });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}
