/** How everything is asked for: a row for each verb, step, form and field; in brackets one more way to ask for the same. */
import type { Intentions } from "./intentions/intention.ts";
import { looking } from "./intentions/looking.ts";
import { people } from "./intentions/people.ts";
import { submitting } from "./intentions/submitting.ts";

export const intentions: Intentions = { ...submitting, ...looking, ...people };
