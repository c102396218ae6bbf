const secretKeys: ReadonlySet<string> = new Set(["environment", "command", "env", "args"]);

/** Maps whose keys people choose: a parameter may well be called `command`. */
const openMaps: ReadonlySet<string> = new Set(["parameters", "tags", "options", "labels", "annotations"]);

/** Far deeper than AWS nests; what lies below is dropped, so that a hostile body cannot exhaust the stack. */
const deepestLevel = 40;

/**
 * The same JSON without any `environment`, `command`, `env` or `args`, however deep: what is stored of an event.
 * Batch puts all of them into its events in clear, and people put secrets into them.
 */
export function stripDetail(detail: unknown): unknown {
  return stripped(detail, 0);
}

function stripped(value: unknown, level: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (level >= deepestLevel) return null;
  if (Array.isArray(value)) return value.map((inner) => stripped(inner, level + 1));
  const kept: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    if (secretKeys.has(key)) continue;
    const inner = (value as Record<string, unknown>)[key];
    put(kept, key, openMaps.has(key) ? textsOnly(inner) : stripped(inner, level + 1));
  }
  return kept;
}

/** As data, whatever the key: assigned, `__proto__` would be something else. */
function put(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== "__proto__") object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
}

/** These maps hold texts alone; anything nested in one is not AWS's. */
function textsOnly(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => typeof inner === "string"));
}
