import { expect, test } from "vitest";
import { aPi } from "../../../test/fixtures/a-pi.ts";
import type { Request } from "../request.ts";
import { readSent, suggestForSubmit } from "./submit-form.ts";

const filled = { jobdef: ["align"] };

/** Somebody before a form of their lab; `audit`: what is written down of it. */
function before(role: "member" | undefined): { request: Request; audit: unknown[] } {
  const audit: unknown[] = [];
  const pi = aPi();
  const draft = { kind: "form", body: { where: {}, about: { pi: pi.name, notes: [] } } };
  const request = {
    invocation: {
      id: "i",
      via: "form",
      verb: "submit",
      input: { kind: "form", value: `d_${"0".repeat(24)}` },
    },
    member: {
      id: "U0JBLOW",
      isAdmin: false,
      memberships: role === undefined ? [] : [{ pi: pi.name, role, hutchnet: "jblow" }],
    },
    nowMs: 1,
    services: {
      labs: () => ({ pis: new Map([[pi.name, pi]]) }),
      definitionNames: async () => ["align"],
      store: {
        audit: { append: async (entry: unknown) => void audit.push(entry) },
        drafts: { find: async () => draft },
        formValues: { definitions: async () => [] },
        recipes: { ofPi: async () => [] },
      },
    },
    trail: { isNoted: false },
  };
  return { request: request as unknown as Request, audit };
}

test("what is typed in a form is not written down, and what is carried out is", async () => {
  const { request, audit } = before("member");
  const offered = await suggestForSubmit(request, { field: "jobdef", typed: "al", filled });
  expect(offered.map(({ value }) => value)).toEqual(["align"]);
  expect(audit).toEqual([]);
  expect(await readSent({ ...request, isTaken: true }, filled)).toMatchObject({ texts: filled });
  expect(audit).toMatchObject([{ outcome: "allowed", detail: { action: "submit" } }]);
});

test("who is of the lab no more is offered nothing, and sends nothing", async () => {
  const { request, audit } = before(undefined);
  expect(await suggestForSubmit(request, { field: "jobdef", typed: "al", filled })).toEqual([]);
  expect(await readSent({ ...request, isTaken: true }, filled)).toBeUndefined();
  expect(audit).toMatchObject([{ outcome: "refused" }]);
});
