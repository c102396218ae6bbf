import { nearest } from "../../../domain/nearest.ts";
import { code } from "../../typing/quote.ts";
import { isObject } from "./is-object.ts";
import { misplaced } from "./misplaced-field.ts";
import type { ObjectShape } from "./shape.ts";
import type { Notes } from "./shape-notes.ts";

/** The same object with every field under AWS's name for it, as far as one can tell. */
export function withKnownNames(
  shape: ObjectShape,
  value: Record<string, unknown>,
  path: string,
  notes: Notes,
): Record<string, unknown> {
  const known: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (Object.hasOwn(shape.fields, key)) {
      // Fields that belong in it may have been put there already.
      if (!(key in known)) known[key] = inner;
      continue;
    }
    const here = path === "" ? key : `${path}.${key}`;
    const meant = nameMeant(shape, key);
    if (meant !== undefined && !(meant in value) && !(meant in known)) {
      const isCase = meant.toLowerCase() === key.toLowerCase();
      notes.mistakes.push(
        isCase
          ? `There is no field ${code(here)}: AWS writes it ${code(meant)}, and small and large letters count.`
          : `There is no field ${code(here)}; did you mean ${code(meant)}?`,
      );
      known[meant] = inner;
      continue;
    }
    const elsewhere = misplaced({ key, inner, isTop: path === "" });
    if (elsewhere === undefined) {
      notes.isMended = false;
      notes.mistakes.push(
        `There is no field ${code(here)}; ${path === "" ? "a job" : code(path)} takes ${fieldsOf(shape)}.`,
      );
    } else {
      notes.mistakes.push(elsewhere.what);
      const { name = key } = elsewhere;
      const into =
        elsewhere.into === undefined ? undefined : (known[elsewhere.into] ?? value[elsewhere.into] ?? {});
      if (elsewhere.into === undefined || !isObject(into) || name in into) notes.isMended = false;
      else known[elsewhere.into] = { ...into, [name]: inner };
    }
  }
  return known;
}

function nameMeant({ fields }: ObjectShape, key: string): string | undefined {
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z]/g, "");
  const names = Object.keys(fields);
  return (
    names.find((name) => plain(name) === plain(key)) ??
    nearest(key, names) ??
    // `environment` where AWS writes `env`; and where there is but one field, it is meant.
    names.find((name) => name.length >= 3 && key.startsWith(name)) ??
    (names.length === 1 ? names[0] : undefined)
  );
}

export function fieldsOf({ fields }: ObjectShape): string {
  return Object.keys(fields).map(code).join(", ");
}
