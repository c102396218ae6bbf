import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { batchAnswers, jblow, onlyExpectedAwsCalls, ownPi } from "../../test/support/aws-nock.ts";
import { definitionRequest, usualDefinition } from "../domain/submission/definition-skeleton.ts";
import { type Accounts, openAccounts } from "./accounts.ts";
import { registerDefinition } from "./register-definition.ts";

onlyExpectedAwsCalls();

let accounts: Accounts;
beforeEach(() => {
  accounts = openAccounts();
});
afterEach(() => accounts.close());

const request = definitionRequest(ownPi, { name: "align", image: "align:1.4", ...usualDefinition });
const described = (revision: number, more: object = {}) => ({
  ...request,
  revision,
  status: "ACTIVE",
  ...more,
});

const looks = (...found: object[][]) =>
  batchAnswers(
    "/v1/describejobdefinitions",
    ...found.map((jobDefinitions) => ({ body: { jobDefinitions } })),
  );

const register = (mayFollow = true) =>
  registerDefinition(accounts, { pi: ownPi, actor: jblow, request, mayFollow: () => mayFollow });

describe("a definition is registered", () => {
  test("as what was asked for, to the letter, where there is another or none", async () => {
    looks([described(2, { retryStrategy: { attempts: 3 } })]);
    const asked = batchAnswers("/v1/registerjobdefinition", { body: { revision: 3 } });
    expect(await register()).toEqual({ revision: 3, isNew: true });
    expect(asked.map(({ body }) => body)).toEqual([request]);
  });

  test("not once more, where the newest is the very same", async () => {
    looks([described(1, { retryStrategy: { attempts: 3 } }), described(2)]);
    expect(await register()).toEqual({ revision: 2, isNew: false });
  });

  test("not over a name that is not the lab's", async () => {
    looks([described(1)]);
    expect(await register(false)).toBe("name taken");
  });

  test("though its answer was lost, when it is found afterwards", async () => {
    looks([], [described(1)]);
    batchAnswers("/v1/registerjobdefinition", { refusal: [500, "ServerException"] });
    expect(await register()).toEqual({ revision: 1, isNew: true });
  });

  test("or is trouble, when it is not found afterwards, or refused", async () => {
    looks([], []);
    batchAnswers("/v1/registerjobdefinition", { refusal: [500, "ServerException"] });
    await expect(register()).rejects.toMatchObject({ kind: "unknown" });
    looks([]);
    batchAnswers("/v1/registerjobdefinition", { refusal: [400, "ClientException", "image is required"] });
    await expect(register()).rejects.toMatchObject({ kind: "permanent", message: "image is required" });
  });
});
