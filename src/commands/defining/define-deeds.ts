/** A job definition as a file in the person's direct messages, or as a revision in AWS. */

import { draftIdOf } from "../../domain/derived-ids.ts";
import type { PiName } from "../../domain/ids.ts";
import { isListed } from "../../domain/job/job-definition.ts";
import { may } from "../../domain/people/access.ts";
import type { Pi } from "../../domain/people/pi.ts";
import {
  type DefinitionWish,
  definitionRequest,
  isNameTaken,
} from "../../domain/submission/definition-skeleton.ts";
import { toTrouble } from "../../domain/trouble.ts";
import {
  definitionNotRegistered,
  type WhyNotRegistered,
} from "../../messages/defining/definition-not-registered.ts";
import { definitionRegistered } from "../../messages/defining/definition-registered.ts";
import {
  definitionAsText,
  definitionComment,
  definitionSent,
} from "../../messages/defining/definition-sent.ts";
import { notInLab } from "../../messages/people/not-in-lab.ts";
import { allow } from "../allow.ts";
import { type Answer, toMe } from "../answer.ts";
import { actorOf, type Request } from "../request.ts";
import { savePrefill } from "../submit/prefill.ts";
import { saveDraft } from "../typing/line-draft.ts";

export type DefineDraft = { pi: PiName; wish: DefinitionWish };

export async function makeFile(request: Request, draft: DefineDraft): Promise<Answer> {
  const { services, member, invocation } = request;
  const pi = services.labs().pis.get(draft.pi);
  if (pi === undefined || !(await allow(request, "submit", { pi })).allowed) return notIn(draft.pi);
  const { wish } = draft;
  const content = `${JSON.stringify(definitionRequest(pi, wish), null, 2)}\n`;
  const file = { name: `${wish.name}.json`, title: `Job definition ${wish.name}`, content };
  const about = { name: wish.name, pi: pi.name, file: file.name, needsImage: wish.image === undefined };
  const id = draftIdOf(invocation.id, "register");
  const mayRegister = wish.image !== undefined && may(member, "define", { pi }).allowed;
  if (mayRegister) await saveDraft(request, id, "define", draft);
  return {
    kind: "file",
    file,
    comment: definitionComment(about),
    said: definitionSent({ ...about, ...(mayRegister ? { draft: id } : {}) }),
    instead: definitionAsText({ ...about, content }),
  };
}

/** Asked again at the click: the labs file and the roster may have changed. */
export async function register(request: Request, { pi: name, wish }: DefineDraft): Promise<Answer> {
  const { services, member, logger } = request;
  const pi = services.labs().pis.get(name);
  if (pi === undefined) return notIn(name);
  const decision = await allow(request, "define", { pi, job: wish.name });
  const refused = (why: WhyNotRegistered): Answer =>
    toMe(definitionNotRegistered({ name: wish.name, pi: name }, why));
  if (!decision.allowed) {
    const { kind } = decision.why;
    return kind === "lab-off" || kind === "managers-only" ? refused({ kind }) : notIn(name);
  }
  const { definitions: allowed = [] } = pi;
  if (!isListed(wish, pi)) return refused({ kind: "not listed", allowed });
  const wasBegun = await begin(request);
  try {
    const registered = await services.registerDefinition({
      pi,
      actor: actorOf(member, name),
      request: definitionRequest(pi, wish),
      mayFollow: (newest) => !isNameTaken(newest, pi, isShared(request, pi)),
    });
    if (registered === "name taken") return refused({ kind: "name taken" });
    const { revision } = registered;
    const isNew = registered.isNew || wasBegun;
    if (isNew) await audit(request, { pi: name, what: `${wish.name}:${revision}` }, "done");
    const draft = await savePrefill(request, { pi: name, input: { jobdef: `${wish.name}:${revision}` } });
    return toMe(definitionRegistered({ name: wish.name, revision, pi: name, isNew, draft }));
  } catch (error) {
    const trouble = toTrouble(error);
    await audit(request, { pi: name, what: wish.name }, "failed");
    if (trouble.kind !== "permanent" || trouble.role !== undefined) throw error;
    logger.warn({ err: trouble, definition: wish.name }, "AWS did not register a job definition");
    return refused({ kind: "by AWS", reason: trouble.message });
  }
}

/** Saved before AWS is asked: what is found done after a crash was done by this very press. True when it was begun before. */
async function begin(request: Request): Promise<boolean> {
  const id = draftIdOf(request.invocation.id, "registering");
  const known = await request.services.store.drafts.find(id, request.member.id);
  if (known === undefined) await saveDraft(request, id, "registering", {});
  return known !== undefined;
}

/** Whoever uses a bare name in such an account would run the new revision. */
function isShared({ services }: Request, { name, account, region }: Pi): boolean {
  return [...services.labs().pis.values()].some(
    (other) => other.name !== name && other.account === account && other.region === region,
  );
}

function audit(
  { services, member, nowMs }: Request,
  { pi, what }: { pi: PiName; what: string },
  outcome: "done" | "failed",
): Promise<void> {
  return services.store.audit.append({
    atMs: nowMs,
    member: member.id,
    via: "aws",
    verb: "define",
    pi,
    outcome,
    detail: { definition: what },
  });
}

function notIn(pi: PiName): Answer {
  return toMe(notInLab({ pi, verb: "define", labs: [] }));
}
