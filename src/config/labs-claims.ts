/** What no PI can get wrong alone: two of them, or two rows, that lay claim to one thing. */
import type { YamlPath } from "./labs-yaml.ts";

/** Values as the file has them, checked or not, so that a second mistake is told beside the first. */
export type Claims<E> = { entry: E; name: string; values: Readonly<Record<string, unknown>> };

export type ClaimMistake<E> = { entry: E; path: YamlPath; message: string };

export function claimMistakes<E>(all: readonly Claims<E>[]): ClaimMistake<E>[] {
  return [...channelMistakes(all), ...all.flatMap(memberMistakes), ...all.flatMap(roleMistakes)];
}

/** Commands and log lines of a lab appear in its channels, so a channel is one lab's alone. */
function channelMistakes<E>(all: readonly Claims<E>[]): ClaimMistake<E>[] {
  const claimed = new Map<string, string>();
  return all.flatMap(({ entry, name, values }) =>
    channelsOf(values).flatMap(({ channel, path }) => {
      const other = claimed.get(channel);
      claimed.set(channel, other ?? name);
      if (other === undefined || (other === name && path.length > 1)) return [];
      return [
        { entry, path, message: `is ${channel}, which ${other} has already: a channel belongs to one PI` },
      ];
    }),
  );
}

function channelsOf(values: Claims<unknown>["values"]): { channel: string; path: YamlPath }[] {
  const more = asList(values.channels).map((channel, index) => ({ channel, path: ["channels", index] }));
  return [{ channel: values.channel, path: ["channel"] }, ...more].flatMap(({ channel, path }) =>
    typeof channel === "string" ? [{ channel, path }] : [],
  );
}

function memberMistakes<E>({ entry, values }: Claims<E>): ClaimMistake<E>[] {
  const rows = asList(values.members).map((row) => (isObject(row) ? row : {}));
  return ["slack", "hutchnet"].flatMap((key) =>
    rows.flatMap((row, index) => {
      const value = row[key];
      const first = rows.findIndex((other) => other[key] === value);
      if (typeof value !== "string" || first === index) return [];
      return [
        {
          entry,
          path: ["members", index, key],
          message: `is ${value}, as in members.${first}: a person stands here once`,
        },
      ];
    }),
  );
}

/** A role works in its own account, whatever the PI's says. */
function roleMistakes<E>({ entry, values }: Claims<E>): ClaimMistake<E>[] {
  const { role, account } = values;
  const roleAccount = typeof role === "string" ? /^arn:[\w-]+:iam::(\d{12}):/.exec(role)?.[1] : undefined;
  if (roleAccount === undefined || roleAccount === account || !/^\d{12}$/.test(String(account))) return [];
  return [
    {
      entry,
      path: ["role"],
      message: `is a role of account ${roleAccount}, and the PI's account is ${String(account)}`,
    },
  ];
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
