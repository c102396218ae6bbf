/** Reads a request's body whole, with a limit, as a form, multipart or JSON. */
import type { IncomingMessage } from "node:http";
import { type Json, parseJson, record } from "./json.ts";

const maxBodyBytes = 64 * 1024 * 1024;
/** Of a file. */
const largestUpload = 2 ** 30;

export async function readBody(request: IncomingMessage, mostBytes = maxBodyBytes): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const piece = chunk as Buffer;
    length += piece.length;
    if (length > mostBytes) throw new Error("the body is too large");
    chunks.push(piece);
  }
  return Buffer.concat(chunks);
}

export async function readFields(request: IncomingMessage): Promise<Json> {
  const body = await readBody(request);
  const type = request.headers["content-type"] ?? "";
  if (type.startsWith("application/json")) return record(parseJson(body.toString()));
  if (type.startsWith("multipart/form-data")) return fieldsOf(await formData(body, type));
  const fields = Object.fromEntries(new URLSearchParams(body.toString()));
  return typeof fields.payload === "string" ? record(parseJson(fields.payload)) : fields;
}

/** The content of an upload, sent bare or as a multipart field. */
export async function readUpload(request: IncomingMessage): Promise<Buffer> {
  const body = await readBody(request, largestUpload);
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("multipart/form-data")) return body;
  for (const value of (await formData(body, type)).values()) {
    if (typeof value !== "string") return Buffer.from(await value.arrayBuffer());
  }
  return Buffer.alloc(0);
}

const formData = (body: Buffer, type: string) =>
  new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();

const fieldsOf = (form: FormData): Json =>
  Object.fromEntries([...form.entries()].filter(([, value]) => typeof value === "string"));
