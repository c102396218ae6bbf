/** Literal values of Python, and the calls of `submit_job` in a piece of Python. Nothing is ever run. */
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";
import { limits } from "../../../domain/limits.ts";
import { code } from "../../typing/quote.ts";
import { pythonText } from "./python-text.ts";
import { excerptAt, lineAt, type ValueReading, wrong } from "./reading.ts";

export type SubmitCall = {
  /** Where the call ends in the text. */
  end: number;
  /** In what the call stands that would make many jobs of it: `for`. */
  repeatedBy?: string;
  /** The arguments by name. */
  reading: ValueReading;
};

/** A text that is one literal value, `{'jobName': 'x'}`. */
export function readPythonValue(text: string): ValueReading {
  const top = parser.parse(text).topNode;
  const statements = children(top);
  const [statement] = statements;
  const [node] = statement?.name === "ExpressionStatement" ? children(statement) : [];
  if (node === undefined || statements.length !== 1) return wrong("That is no value of Python.");
  const reader: Reader = { text, mistakes: [] };
  return finished(reader, literal(reader, node, "", 0));
}

export function findSubmitCalls(text: string): SubmitCall[] {
  const calls: SubmitCall[] = [];
  parser.parse(text).iterate({
    enter: ({ node }) => {
      if (node.name === "CallExpression" && isSubmitJob(text, node)) calls.push(submitCall(text, node));
    },
  });
  return calls;
}

function isSubmitJob(text: string, call: SyntaxNode): boolean {
  const callee = call.firstChild;
  const name = callee?.name === "MemberExpression" ? callee.lastChild : callee;
  return name !== null && name !== undefined && text.slice(name.from, name.to) === "submit_job";
}

function submitCall(text: string, call: SyntaxNode): SubmitCall {
  const reader: Reader = { text, mistakes: [] };
  const args = call.getChild("ArgList");
  const value = args === null ? {} : namedArguments(reader, args, "", 0);
  const broken = firstError(call);
  if (broken !== undefined && reader.mistakes.length === 0) noteBroken(reader, broken);
  const loop = loopAround(call);
  return {
    end: call.to,
    ...(loop === undefined ? {} : { repeatedBy: loop }),
    reading: finished(reader, value),
  };
}

function firstError(call: SyntaxNode): SyntaxNode | undefined {
  let found: SyntaxNode | undefined;
  call.cursor().iterate(({ node }) => {
    if (node.type.isError) found ??= node;
  });
  return found;
}

function loopAround(call: SyntaxNode): string | undefined {
  for (let node = call.parent; node !== null; node = node.parent) {
    if (/^(For|While)Statement$/.test(node.name)) return node.name.startsWith("For") ? "for" : "while";
    if (/Comprehension/.test(node.name)) return "for";
  }
  return undefined;
}

type Reader = { text: string; mistakes: string[] };

function finished({ mistakes }: Reader, value: unknown): ValueReading {
  return { value, mistakes: [...new Set(mistakes)], isMended: mistakes.length === 0 };
}

/** `name=value, …` */
function namedArguments(
  reader: Reader,
  args: SyntaxNode,
  path: string,
  depth: number,
): Record<string, unknown> {
  const values = new Map<string, unknown>();
  const parts = children(args).filter(({ name }) => !/^[(),]$/.test(name));
  for (let at = 0; at < parts.length; at += 1) {
    const [node, sign, value] = parts.slice(at, at + 3);
    if (node === undefined) break;
    if (node.name === "VariableName" && sign?.name === "AssignOp") {
      const name = textOf(reader, node);
      if (values.has(name))
        note(reader, `${code(name)} is given twice${line(reader, node)}: keep one of the two.`);
      if (value === undefined || value.type.isError)
        note(reader, `${code(name)} has no value${line(reader, node)}.`);
      else values.set(name, literal(reader, value, within(path, name), depth + 1));
      at += 2;
    } else if (/^\*\*?$/.test(textOf(reader, node))) {
      noteSpread(reader, sign);
      at += 1;
    } else if (node.type.isError) noteBroken(reader, node);
    else
      note(
        reader,
        `${excerpt(reader, node)} has no name: submit_job takes only arguments such as ${code("jobName='…'")}.`,
      );
  }
  return Object.fromEntries(values);
}

function noteSpread(reader: Reader, what: SyntaxNode | undefined): undefined {
  const held = what === undefined ? "it" : textOf(reader, what);
  return note(reader, `${code(`**${held}`)} is not written out: put what ${code(held)} holds in its place.`);
}

function literal(reader: Reader, node: SyntaxNode, path: string, depth: number): unknown {
  if (depth > limits.documentDepth) return note(reader, "The values are nested too deep to be a job's.");
  switch (node.name) {
    case "String":
      return textValue(reader, node, path);
    case "ContinuedString":
      return children(node)
        .map((part) => literal(reader, part, path, depth + 1))
        .join("");
    case "FormatString":
      return formatted(reader, node, path);
    case "Number":
      return numberValue(reader, node);
    case "Boolean":
      return textOf(reader, node) === "True";
    case "None":
      return null;
    case "UnaryExpression":
      return negative(reader, node, path, depth);
    case "ParenthesizedExpression": {
      const [inner] = inside(node);
      return inner === undefined ? notLiteral(reader, node, path) : literal(reader, inner, path, depth + 1);
    }
    case "ArrayExpression":
    case "TupleExpression":
      return inside(node).map((item, n) => literal(reader, item, `${path}[${n}]`, depth + 1));
    case "DictionaryExpression":
      return dictionary(reader, node, path, depth);
    case "CallExpression":
      return isDict(reader, node) ? dictCall(reader, node, path, depth) : notLiteral(reader, node, path);
    default:
      return node.type.isError ? noteBroken(reader, node) : notLiteral(reader, node, path);
  }
}

function textValue(reader: Reader, node: SyntaxNode, path: string): unknown {
  const read = pythonText(textOf(reader, node));
  return "text" in read ? read.text : note(reader, `${at(path)}${excerpt(reader, node)} ${read.mistake}.`);
}

function formatted(reader: Reader, node: SyntaxNode, path: string): unknown {
  if (node.getChild("FormatReplacement") === null) {
    const read = pythonText(textOf(reader, node).replace(/^([rR]?)[fF]([rR]?)/, "$1$2"));
    if ("text" in read) return read.text.replaceAll("{{", "{").replaceAll("}}", "}");
  }
  return note(
    reader,
    `${at(path)}${excerpt(reader, node)} is put together when it runs${line(reader, node)}: write the text as it shall be, without the \`f\`.`,
  );
}

function numberValue(reader: Reader, node: SyntaxNode): unknown {
  const number = Number(textOf(reader, node).replaceAll("_", ""));
  return Number.isNaN(number)
    ? note(reader, `${excerpt(reader, node)} is no number that a job takes.`)
    : number;
}

function negative(reader: Reader, node: SyntaxNode, path: string, depth: number): unknown {
  const inner = node.lastChild;
  const value = inner?.name === "Number" ? literal(reader, inner, path, depth + 1) : undefined;
  if (typeof value !== "number") return notLiteral(reader, node, path);
  return textOf(reader, node).startsWith("-") ? -value : value;
}

function dictionary(reader: Reader, node: SyntaxNode, path: string, depth: number): unknown {
  const entries = new Map<string, unknown>();
  const parts = inside(node);
  for (let at = 0; at < parts.length; at += 1) {
    const [key, colon, value] = parts.slice(at, at + 3);
    if (key === undefined) break;
    if (key.type.isError) {
      noteBroken(reader, key);
      continue;
    }
    if (key.name === "**") {
      noteSpread(reader, colon);
      at += 1;
      continue;
    }
    if (colon?.name !== ":" || value === undefined) {
      notLiteral(reader, key, path);
      continue;
    }
    const name = literal(reader, key, path, depth + 1);
    if (typeof name !== "string")
      note(
        reader,
        `${excerpt(reader, key)} cannot be a name${line(reader, key)}: names are texts in quotes.`,
      );
    else {
      if (entries.has(name))
        note(reader, `${code(within(path, name))} is given twice${line(reader, key)}: keep one of the two.`);
      entries.set(name, literal(reader, value, within(path, name), depth + 1));
    }
    at += 2;
  }
  return Object.fromEntries(entries);
}

function isDict(reader: Reader, call: SyntaxNode): boolean {
  return call.firstChild !== null && textOf(reader, call.firstChild) === "dict";
}

function dictCall(reader: Reader, call: SyntaxNode, path: string, depth: number): unknown {
  const args = call.getChild("ArgList");
  return args === null ? {} : namedArguments(reader, args, path, depth);
}

function notLiteral(reader: Reader, node: SyntaxNode, path: string): undefined {
  return note(
    reader,
    `${at(path)}${excerpt(reader, node)} is worked out when it runs${line(reader, node)}, and nothing is run here: write the value itself.`,
  );
}

function noteBroken(reader: Reader, node: SyntaxNode): undefined {
  return note(
    reader,
    `The call cannot be read${line(reader, node)} at ${excerptAt(reader.text, node.from)}: is a comma, a quote or a bracket missing?`,
  );
}

function note(reader: Reader, what: string): undefined {
  reader.mistakes.push(what);
  return undefined;
}

function at(path: string): string {
  return path === "" ? "" : `${code(path)}: `;
}

function within(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function excerpt(reader: Reader, node: SyntaxNode): string {
  const text = textOf(reader, node).replace(/\s+/g, " ");
  return code(text.length > 40 ? `${text.slice(0, 39)}…` : text);
}

function line(reader: Reader, node: SyntaxNode): string {
  return lineAt(reader.text, node.from);
}

function textOf({ text }: Reader, { from, to }: SyntaxNode): string {
  return text.slice(from, to);
}

/** What stands between the brackets. */
function inside(node: SyntaxNode): SyntaxNode[] {
  return children(node).filter(({ name }) => !/^[()[\]{},]$/.test(name));
}

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling)
    if (child.name !== "Comment") found.push(child);
  return found;
}
