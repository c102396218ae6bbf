import type { Json } from "../../slack/json.ts";
import { type Example, option, plain, section } from "../example.ts";

const group = "Menus";

export function menus(): Example[] {
  return [
    menu("select", {
      type: "static_select",
      placeholder: plain("A queue"),
      options: ["default", "highmem", "gpu"].map((name) => option(name)),
    }),
    menu("select with groups", {
      type: "static_select",
      placeholder: plain("A job definition"),
      option_groups: [
        { label: plain("peters-u"), options: [option("align:14"), option("hello:1")] },
        { label: plain("Shared"), options: [option("python:3", "Python 3.13"), option("r-base:4")] },
      ],
      initial_option: option("align:14"),
    }),
    menu("select from the server", {
      type: "external_select",
      placeholder: plain("A sample"),
      min_query_length: 1,
    }),
    menu("select a person", {
      type: "users_select",
      placeholder: plain("A person"),
      initial_user: "U0PETERS",
    }),
    menu("select a conversation", {
      type: "conversations_select",
      placeholder: plain("A conversation"),
      filter: { include: ["public", "im"], exclude_bot_users: true },
    }),
    menu("select a channel", {
      type: "channels_select",
      placeholder: plain("A channel"),
      initial_channel: "C0GENERAL",
    }),
    menu("select that asks first", {
      type: "static_select",
      placeholder: plain("Move it to"),
      options: [option("highmem"), option("gpu")],
      confirm: {
        title: plain("Move the job?"),
        text: plain("It starts again from the beginning."),
        confirm: plain("Move it"),
        deny: plain("Leave it"),
      },
    }),
    menu("select several", {
      type: "multi_static_select",
      placeholder: plain("Queues"),
      max_selected_items: 2,
      options: ["default", "highmem", "gpu"].map((name) => option(name)),
      initial_options: [option("default")],
    }),
    menu("select several from the server", {
      type: "multi_external_select",
      placeholder: plain("Samples"),
      min_query_length: 1,
      initial_options: [option("NA12878"), option("NA12891")],
    }),
    menu("select several people", {
      type: "multi_users_select",
      placeholder: plain("People"),
      initial_users: ["U0JBLOW", "U0PETERS"],
    }),
    menu("select several conversations", {
      type: "multi_conversations_select",
      placeholder: plain("Conversations"),
    }),
    menu("select several channels", {
      type: "multi_channels_select",
      placeholder: plain("Channels"),
      initial_channels: ["C0PETERS"],
    }),
  ];
}

/** Menus of one stand in an actions block, those of several beside a text, where Slack has them. */
function menu(name: string, element: Json): Example {
  const labelled = { ...element, action_id: name.replaceAll(" ", "_") };
  const sentence = `${name.charAt(0).toUpperCase()}${name.slice(1)}.`;
  const blocks = String(element.type).startsWith("multi_")
    ? [section(sentence, { accessory: labelled })]
    : [section(sentence), { type: "actions", elements: [labelled] }];
  return { name, group, message: { text: sentence, blocks } };
}
