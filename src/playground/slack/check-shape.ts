/** Small pieces from which the block checker is put together: each looks at one value and reports what Slack would refuse. */
import { isRecord, type Json } from "./json.ts";

export type Report = (pointer: string, problem: string) => void;
export type Check = (value: unknown, at: string, report: Report) => void;

export function text(limits: { min?: number; max: number }): Check {
  const min = limits.min ?? 1;
  return (value, at, report) => {
    if (typeof value !== "string") return report(at, "must be a string");
    if (value.length > limits.max) report(at, `must be less than ${limits.max + 1} characters`);
    if (value.length < min) report(at, `must be more than ${min - 1} characters`);
  };
}

export const flag: Check = (value, at, report) => {
  if (typeof value !== "boolean") report(at, "must be a boolean");
};

export function integer(limits: { min: number; max: number }): Check {
  return (value, at, report) => {
    if (!Number.isInteger(value)) return report(at, "must be an integer");
    if (Number(value) > limits.max) report(at, `must be less than ${limits.max + 1}`);
    if (Number(value) < limits.min) report(at, `must be more than ${limits.min - 1}`);
  };
}

export const numeric: Check = (value, at, report) => {
  if (Number.isNaN(Number(value)) || value === "") report(at, "must be a number");
};

export const number: Check = (value, at, report) => {
  if (typeof value !== "number") report(at, "must be a number");
};

export function pattern(shape: RegExp, name: string): Check {
  return (value, at, report) => {
    if (typeof value !== "string" || !shape.test(value)) report(at, `must be ${name}`);
  };
}

export const webAddress: Check = (value, at, report) => {
  text({ max: 3000 })(value, at, report);
  if (typeof value === "string" && !/^[a-z][a-z0-9+.-]*:/i.test(value)) report(at, "must be a valid URL");
};

export function oneOf(...allowed: unknown[]): Check {
  return (value, at, report) => {
    if (!allowed.includes(value)) report(at, `must be a valid enum value, one of ${allowed.join(", ")}`);
  };
}

export function list(item: Check, limits: { min?: number; max: number }): Check {
  const min = limits.min ?? 1;
  return (value, at, report) => {
    if (!Array.isArray(value)) return report(at, "must be an array");
    if (value.length > limits.max) report(at, `no more than ${limits.max} items allowed`);
    if (value.length < min) report(at, `no fewer than ${min} items required`);
    value.forEach((each, index) => {
      item(each, `${at}/${index}`, report);
    });
  };
}

export type Shape = { required?: Record<string, Check>; optional?: Record<string, Check>; also?: Check };

/** An object with exactly these properties; `type` is looked at by whoever chose the shape. */
export function object({ required = {}, optional = {}, also }: Shape): Check {
  const known = new Map([...Object.entries(required), ...Object.entries(optional)]);
  return (value, at, report) => {
    if (!isRecord(value)) return report(at, "must be an object");
    for (const key of Object.keys(required)) {
      if (value[key] === undefined) report(at, `missing required field: ${key}`);
    }
    for (const [key, each] of Object.entries(value)) {
      if (key === "type" || each === undefined) continue;
      const check = known.get(key);
      if (check) check(each, `${at}/${key}`, report);
      else report(at, `invalid additional property: ${key}`);
    }
    also?.(value, at, report);
  };
}

/** An object whose `type` chooses its shape. */
export function byType(shapes: Record<string, Check>): Check {
  return (value, at, report) => {
    if (!isRecord(value)) return report(at, "must be an object");
    const type = value.type;
    const check = typeof type === "string" && Object.hasOwn(shapes, type) ? shapes[type] : undefined;
    if (!check) return report(`${at}/type`, `unsupported type: ${String(type)}`);
    check(value, at, report);
  };
}

export function pick(shapes: Record<string, Check>, ...types: string[]): Check {
  return byType(Object.fromEntries(Object.entries(shapes).filter(([type]) => types.includes(type))));
}

export function rule(problem: string, holds: (value: Json) => boolean): Check {
  return (value, at, report) => {
    if (isRecord(value) && !holds(value)) report(at, problem);
  };
}

export function all(...checks: Check[]): Check {
  return (value, at, report) => {
    for (const check of checks) check(value, at, report);
  };
}

export const exactlyOne = (...keys: string[]): Check =>
  rule(
    `exactly one of ${keys.join(", ")} is required`,
    (value) => keys.filter((key) => value[key] !== undefined).length === 1,
  );

export const atLeastOne = (...keys: string[]): Check =>
  rule(`one of ${keys.join(", ")} is required`, (value) => keys.some((key) => value[key] !== undefined));
