/** What stands in the fields of a view or message: the start values, what a person chose or typed, and what the client itself refuses. */
import { elementsOf } from "./check-blocks.ts";
import { isRecord, type Json, record, records, string } from "./json.ts";
import type { Values } from "./model.ts";

/** For each stateful element: where its state keeps the choice and where the element keeps the start value. */
const stateKeys: Record<string, { chosen: string; initial: string; many?: boolean }> = {
  plain_text_input: { chosen: "value", initial: "initial_value" },
  number_input: { chosen: "value", initial: "initial_value" },
  email_text_input: { chosen: "value", initial: "initial_value" },
  url_text_input: { chosen: "value", initial: "initial_value" },
  rich_text_input: { chosen: "rich_text_value", initial: "initial_value" },
  static_select: { chosen: "selected_option", initial: "initial_option" },
  external_select: { chosen: "selected_option", initial: "initial_option" },
  radio_buttons: { chosen: "selected_option", initial: "initial_option" },
  checkboxes: { chosen: "selected_options", initial: "initial_options", many: true },
  multi_static_select: { chosen: "selected_options", initial: "initial_options", many: true },
  multi_external_select: { chosen: "selected_options", initial: "initial_options", many: true },
  users_select: { chosen: "selected_user", initial: "initial_user" },
  conversations_select: { chosen: "selected_conversation", initial: "initial_conversation" },
  channels_select: { chosen: "selected_channel", initial: "initial_channel" },
  multi_users_select: { chosen: "selected_users", initial: "initial_users", many: true },
  multi_conversations_select: {
    chosen: "selected_conversations",
    initial: "initial_conversations",
    many: true,
  },
  multi_channels_select: { chosen: "selected_channels", initial: "initial_channels", many: true },
  datepicker: { chosen: "selected_date", initial: "initial_date" },
  timepicker: { chosen: "selected_time", initial: "initial_time" },
  datetimepicker: { chosen: "selected_date_time", initial: "initial_date_time" },
  file_input: { chosen: "files", initial: "", many: true },
};

export function initialValues(blocks: Json[]): Values {
  return valuesOf(blocks, (element) => element[stateKeys[String(element.type)]?.initial ?? ""]);
}

export function keepValues(old: Values, fresh: Values): Values {
  const kept = (blockId: string, actionId: string, value: Json) => {
    const before = old[blockId]?.[actionId];
    return before && before.type === value.type ? before : value;
  };
  return mapValues(fresh, kept);
}

/**
 * Lays what somebody entered over the values. Accepts Slack's own shape, or plain texts and lists keyed by
 * block id or action id: `{name: "hello", queue: "default", options: ["a", "b"]}`.
 */
export function enterValues(blocks: Json[], values: Values, entered: Json): Values {
  return mapValues(values, (blockId, actionId, before) => {
    const inBlock = entered[blockId];
    const given =
      isRecord(inBlock) && actionId in inBlock ? inBlock[actionId] : (entered[actionId] ?? inBlock);
    if (given === undefined || (isRecord(given) && Object.keys(given).length === 0)) return before;
    const element = findElement(blocks, actionId, blockId);
    return element ? { type: element.type, ...choose(element, given) } : before;
  });
}

/** The choice as an action or a state value carries it, such as `{selected_option: {...}}`. */
export function choose(element: Json, given: unknown): Json {
  const keys = stateKeys[String(element.type)];
  if (!keys) {
    const option = findOption(element, given);
    return option ? { selected_option: option } : {};
  }
  if (isRecord(given) && given.type === element.type) return given;
  const many = Array.isArray(given) ? given : [given];
  if (keys.chosen === "selected_options")
    return { selected_options: many.map((each) => findOption(element, each)) };
  if (keys.chosen === "selected_option")
    return { selected_option: given === null ? null : findOption(element, given) };
  if (keys.many) return { [keys.chosen]: many };
  return { [keys.chosen]: typeof given === "string" && given === "" ? null : given };
}

export function findElement(blocks: Json[], actionId: string, blockId?: string): Json | undefined {
  return blocks
    .filter((block) => blockId === undefined || block.block_id === blockId)
    .flatMap((block) => elementsOf(block))
    .find(({ element }) => element.action_id === actionId)?.element;
}

/** What Slack's own client says before it sends a form at all: block id -> sentence. */
export function refuseValues(blocks: Json[], values: Values): Record<string, string> {
  const refusals = blocks
    .filter((block) => block.type === "input")
    .map((block) => {
      const element = record(block.element);
      const value = values[String(block.block_id)]?.[String(element.action_id)] ?? {};
      return [String(block.block_id), refuseValue(block, element, value)] as const;
    });
  return Object.fromEntries(refusals.flatMap(([id, words]) => (words ? [[id, words] as const] : [])));
}

function refuseValue(block: Json, element: Json, value: Json): string | undefined {
  const chosen = value[stateKeys[String(element.type)]?.chosen ?? "value"];
  const empty =
    chosen === undefined ||
    chosen === null ||
    chosen === "" ||
    (Array.isArray(chosen) && chosen.length === 0);
  if (empty) return block.optional === true ? undefined : "Please complete this required field.";
  if (element.type === "number_input") return refuseNumber(element, String(chosen));
  const { length } = String(chosen);
  if (length > Number(element.max_length ?? 3000))
    return `Please use at most ${element.max_length ?? 3000} characters.`;
  if (typeof chosen === "string" && length < Number(element.min_length ?? 0)) {
    return `Please use at least ${element.min_length} characters.`;
  }
  return undefined;
}

function refuseNumber(element: Json, typed: string): string | undefined {
  const value = Number(typed);
  if (Number.isNaN(value)) return "Please enter a number.";
  if (element.is_decimal_allowed !== true && !Number.isInteger(value)) return "Please enter a whole number.";
  if (value < Number(element.min_value ?? -Infinity))
    return `Please enter a number of at least ${element.min_value}.`;
  if (value > Number(element.max_value ?? Infinity))
    return `Please enter a number of at most ${element.max_value}.`;
  return undefined;
}

/** By value among the options offered; an external select's option is taken as given. */
function findOption(element: Json, given: unknown): Json | undefined {
  if (isRecord(given) && given.value !== undefined) return given;
  const value = string(given);
  if (value === undefined) return undefined;
  const offered = [
    ...records(element.options),
    ...records(element.option_groups).flatMap((group) => records(group.options)),
  ];
  const found = offered.find((option) => option.value === value);
  if (found || !String(element.type).includes("external")) return found;
  return { text: { type: "plain_text", text: value, emoji: true }, value };
}

function valuesOf(blocks: Json[], initial: (element: Json) => unknown): Values {
  const entries = blocks.flatMap((block) =>
    elementsOf(block).flatMap(({ element }) => {
      const keys = stateKeys[String(element.type)];
      if (!keys) return [];
      const value = initial(element) ?? (keys.many ? [] : null);
      return [
        [String(block.block_id), String(element.action_id), { type: element.type, [keys.chosen]: value }],
      ] as const;
    }),
  );
  const values: Values = {};
  for (const [blockId, actionId, value] of entries)
    values[blockId] = { ...values[blockId], [actionId]: value };
  return values;
}

export function mapValues(
  values: Values,
  change: (blockId: string, actionId: string, value: Json) => Json,
): Values {
  return Object.fromEntries(
    Object.entries(values).map(([blockId, actions]) => [
      blockId,
      Object.fromEntries(
        Object.entries(actions).map(([actionId, value]) => [actionId, change(blockId, actionId, value)]),
      ),
    ]),
  );
}
