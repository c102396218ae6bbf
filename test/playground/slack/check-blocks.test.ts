import { describe, expect, test } from "vitest";
import { checkBlocks, type Surface } from "../../../src/playground/slack/check-blocks.ts";
import { button, plain, section, x } from "./a-workspace.ts";

const option = (value: string, text = value) => ({ text: plain(text), value });
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const actions = (...elements: object[]) => ({ type: "actions", elements });
const input = (element: object, more: object = {}) => ({
  type: "input",
  label: plain("label"),
  element,
  ...more,
});
const table = (cell: string, rows = 1, columns = 1) => ({
  type: "table",
  rows: many(rows, () => many(columns, () => ({ type: "raw_text", text: cell }))),
});
const richText = (...elements: object[]) => ({ type: "rich_text", elements });
const code = (text: string) => ({
  type: "rich_text_preformatted",
  language: "text",
  elements: [{ type: "text", text }],
});

const on = (surface: Surface, blocks: unknown) =>
  checkBlocks(blocks, surface).map(({ pointer, message }) => `${pointer}: ${message}`);

describe("Slack takes", () => {
  test.each<[string, Surface, object[]]>([
    ["fifty blocks in a message", "message", many(50, () => ({ type: "divider" }))],
    ["a hundred in a modal", "modal", many(100, () => ({ type: "divider" }))],
    ["a section at its limits", "message", [section(x(3000), { fields: many(10, () => plain(x(2000))) })]],
    ["code with its language", "message", [richText(code("a < b && c"))]],
    ["25 buttons", "message", [actions(...many(25, (each) => button(`a${each}`, x(2000))))]],
    ["the same action in two blocks", "message", [actions(button("go", "1")), actions(button("go", "2"))]],
    ["a table of 100 rows", "message", [table("cell", 100, 20)]],
    ["an alert in a modal", "modal", [{ type: "alert", text: plain(x(200)), level: "warning" }]],
    ["a header with its level", "home", [{ type: "header", text: plain(x(150)), level: 2 }]],
    ["markdown in a message", "message", [{ type: "markdown", text: x(12_000) }]],
    [
      "a hundred options",
      "modal",
      [input({ type: "static_select", options: many(100, (each) => option(`o${each}`)) })],
    ],
    [
      "a data table",
      "message",
      [
        {
          type: "data_table",
          caption: "jobs",
          rows: many(201, () => [{ type: "raw_number", value: 1 }]),
          page_size: 100,
        },
      ],
    ],
    [
      "a context with an image",
      "message",
      [{ type: "context", elements: [{ type: "image", image_url: "https://a.org/i.png", alt_text: "i" }] }],
    ],
    [
      "a button that leads to a page",
      "message",
      [section("x", { accessory: { ...button("open", "1"), url: "https://a.org", style: "danger" } })],
    ],
  ])("%s", (_what, surface, blocks) => {
    expect(on(surface, blocks)).toEqual([]);
  });
});

describe("Slack refuses", () => {
  test.each<[string, Surface, unknown, string]>([
    [
      "51 blocks in a message",
      "message",
      many(51, () => ({ type: "divider" })),
      "/blocks: no more than 50 items allowed",
    ],
    [
      "101 in Home",
      "home",
      many(101, () => ({ type: "divider" })),
      "/blocks: no more than 100 items allowed",
    ],
    ["an unknown block", "message", [{ type: "banner" }], "/blocks/0/type: unsupported type: banner"],
    [
      "a block of an inherited name",
      "message",
      [{ type: "constructor" }],
      "/blocks/0/type: unsupported type: constructor",
    ],
    [
      "an unknown property",
      "message",
      [{ type: "divider", color: "red" }],
      "/blocks/0: invalid additional property: color",
    ],
    [
      "a section without text",
      "message",
      [{ type: "section" }],
      "/blocks/0: one of text, fields is required",
    ],
    [
      "a section too long",
      "message",
      [section(x(3001))],
      "/blocks/0/text/text: must be less than 3001 characters",
    ],
    ["an empty text", "message", [section("")], "/blocks/0/text/text: must be more than 0 characters"],
    [
      "eleven fields",
      "message",
      [{ type: "section", fields: many(11, () => plain("x")) }],
      "/blocks/0/fields: no more than 10 items allowed",
    ],
    [
      "a header in mrkdwn",
      "message",
      [{ type: "header", text: { type: "mrkdwn", text: "x" } }],
      "/blocks/0/text/type: unsupported type: mrkdwn",
    ],
    [
      "a header too long",
      "message",
      [{ type: "header", text: plain(x(151)) }],
      "/blocks/0/text/text: must be less than 151 characters",
    ],
    [
      "eleven context elements",
      "message",
      [{ type: "context", elements: many(11, () => plain("x")) }],
      "/blocks/0/elements: no more than 10 items allowed",
    ],
    [
      "26 actions",
      "message",
      [actions(...many(26, (each) => button(`a${each}`, "1")))],
      "/blocks/0/elements: no more than 25 items allowed",
    ],
    [
      "an action twice in one block",
      "message",
      [actions(button("go", "1"), button("go", "2"))],
      '/blocks/0/elements/1/action_id: action_id "go" already exists',
    ],
    [
      "a block id twice",
      "message",
      [
        { type: "divider", block_id: "a" },
        { type: "divider", block_id: "a" },
      ],
      '/blocks/1/block_id: block_id "a" already exists',
    ],
    [
      "a button text of 76",
      "message",
      [actions({ ...button("a", "1"), text: plain(x(76)) })],
      "/blocks/0/elements/0/text/text: must be less than 76 characters",
    ],
    [
      "a button value of 2001",
      "message",
      [actions(button("a", x(2001)))],
      "/blocks/0/elements/0/value: must be less than 2001 characters",
    ],
    [
      "a button of another style",
      "message",
      [actions({ ...button("a", "1"), style: "green" })],
      "/blocks/0/elements/0/style: must be a valid enum value, one of primary, danger",
    ],
    [
      "an action id of 256",
      "message",
      [actions(button(x(256), "1"))],
      "/blocks/0/elements/0/action_id: must be less than 256 characters",
    ],
    [
      "a text field among actions",
      "message",
      [actions({ type: "plain_text_input", action_id: "a" })],
      "/blocks/0/elements/0/type: unsupported type: plain_text_input",
    ],
    [
      "six overflow options",
      "message",
      [
        section("x", {
          accessory: { type: "overflow", action_id: "o", options: many(6, (each) => option(`o${each}`)) },
        }),
      ],
      "/blocks/0/accessory/options: no more than 5 items allowed",
    ],
    [
      "101 options",
      "modal",
      [input({ type: "static_select", options: many(101, (each) => option(`o${each}`)) })],
      "/blocks/0/element/options: no more than 100 items allowed",
    ],
    [
      "an option text of 76",
      "modal",
      [input({ type: "static_select", options: [option("a", x(76))] })],
      "/blocks/0/element/options/0/text/text: must be less than 76 characters",
    ],
    [
      "an option value of 151",
      "modal",
      [input({ type: "static_select", options: [option(x(151), "a")] })],
      "/blocks/0/element/options/0/value: must be less than 151 characters",
    ],
    [
      "a start option nobody offers",
      "modal",
      [input({ type: "static_select", options: [option("a")], initial_option: option("b") })],
      "/blocks/0/element: initial option must be one of the options",
    ],
    [
      "a select without options",
      "modal",
      [input({ type: "static_select" })],
      "/blocks/0/element: exactly one of options, option_groups is required",
    ],
    [
      "a confirmation without a title",
      "message",
      [
        actions({
          ...button("a", "1"),
          confirm: { text: plain("x"), confirm: plain("y"), deny: plain("n") },
        }),
      ],
      "/blocks/0/elements/0/confirm: missing required field: title",
    ],
    [
      "an alert in a message",
      "message",
      [{ type: "alert", text: plain("x") }],
      "/blocks/0/type: alert blocks are not supported in a message",
    ],
    [
      "markdown in a modal",
      "modal",
      [{ type: "markdown", text: "x" }],
      "/blocks/0/type: markdown blocks are not supported in a modal",
    ],
    [
      "a table in a modal",
      "modal",
      [table("x")],
      "/blocks/0/type: table blocks are not supported in a modal",
    ],
    ["two tables", "message", [table("x"), table("y")], "/blocks: only one table is allowed"],
    [
      "10,001 characters of cells",
      "message",
      [table(x(101), 100, 1)],
      "/blocks: table cells must be less than 10001 characters together",
    ],
    [
      "markdown too long together",
      "message",
      [
        { type: "markdown", text: x(7000) },
        { type: "markdown", text: x(7000) },
      ],
      "/blocks: markdown blocks must be less than 12001 characters together",
    ],
    [
      "a file field in a message",
      "message",
      [input({ type: "file_input", action_id: "f" })],
      "/blocks/0/element: file_input is only supported in a modal",
    ],
    [
      "rich text with a strange piece",
      "message",
      [richText({ type: "rich_text_section", elements: [{ type: "html" }] })],
      "/blocks/0/elements/0/elements/0/type: unsupported type: html",
    ],
    [
      "an image without words",
      "message",
      [{ type: "image", image_url: "https://a.org/i.png" }],
      "/blocks/0: missing required field: alt_text",
    ],
    ["something that is no list", "message", { type: "divider" }, "/blocks: must be an array"],
  ])("%s", (_what, surface, blocks, problem) => {
    expect(on(surface, blocks)).toContain(problem);
  });
});
