import { isObject } from "./is-object.ts";
import type { Shape } from "./shape.ts";

/** What a short way of writing has as text, as the shape has it: a number, `true`, a list of one. */
export function asTyped(shape: Shape | undefined, value: unknown): unknown {
  switch (shape?.kind) {
    case "number":
      return typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value;
    case "flag":
      return typeof value === "string" && /^(true|false)$/i.test(value)
        ? value.toLowerCase() === "true"
        : value;
    case "list": {
      const items = Array.isArray(value) ? value : [value];
      return items.map((item) => asTyped(shape.of, item));
    }
    case "object":
      if (!isObject(value)) return value;
      return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [key, asTyped(shape.fields[key], inner)]),
      );
    default:
      return value;
  }
}
