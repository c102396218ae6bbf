import { type Settings, shown } from "./settings.ts";

/** Where the bot listens. */
export function httpAddressOf(set: Settings): { host: string; port: number } {
  return { host: set.text("HOST") ?? "0.0.0.0", port: portOf(set, "PORT") ?? 3000 };
}

export function portOf(set: Settings, name: string): number | undefined {
  const given = set.text(name);
  if (given === undefined) return undefined;
  const isPort = /^\d{1,5}$/.test(given) && Number(given) <= 65_535;
  return isPort ? Number(given) : set.wrong(name, `must be a port, 0 to 65535${shown(name, given)}`);
}
