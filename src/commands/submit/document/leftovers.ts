import type { Shape } from "./shape.ts";

/**
 * Whether a value is what `--generate-cli-skeleton` writes and nobody filled in: `""`, `0`, `[]`, `{}`, `{"KeyName": ""}`,
 * and an object in which nothing but such stands, the first of a choice included.
 */
export function isLeftover(shape: Shape, value: unknown): boolean {
  if (value === null || value === "" || value === 0)
    return shape.kind !== "text" || shape.mayBeEmpty !== true;
  if (Array.isArray(value)) {
    if (shape.kind !== "list") return value.length === 0;
    return (
      value.every((item) => item === "" || (typeof item === "object" && isLeftover(shape.of, item))) &&
      value.length < 2
    );
  }
  if (typeof value !== "object" || value === null) return false;
  const entries = Object.entries(value);
  if (shape.kind === "map") return entries.every(([name, inner]) => name === "KeyName" && inner === "");
  if (shape.kind !== "object") return entries.length === 0;
  return (
    entries.every(([name, inner]) => isEmptyIn(shape.fields[name], inner)) && !entries.every(isChoice(shape))
  );
}

/** Within an object that nobody filled in. */
function isEmptyIn(field: Shape | undefined, value: unknown): boolean {
  if (field === undefined) return false;
  if (value === "") return true;
  return isLeftover(field, value) || (field.kind === "text" && field.oneOf?.[0] === value);
}

/** `{"type": "N_TO_N"}` was chosen: in a skeleton something empty stands beside it. */
function isChoice({ fields }: Extract<Shape, { kind: "object" }>) {
  return ([name, value]: [string, unknown], _n: number, all: readonly unknown[]): boolean => {
    const field = fields[name];
    return all.length > 0 && field?.kind === "text" && field.oneOf?.[0] === value;
  };
}
