import type { Json } from "../../slack/json.ts";
import { type Example, option, plain, section } from "../example.ts";

const group = "Buttons and choices";

export function actions(): Example[] {
  return [
    row("buttons", "Buttons of three styles.", [
      button("Logs", { value: "3fa9c1d2" }),
      button("Retry", { style: "primary", value: "3fa9c1d2" }),
      button("Cancel", { style: "danger", value: "3fa9c1d2" }),
      button("Open in AWS", { url: "https://console.aws.amazon.com/batch/home" }),
    ]),
    row("button that asks first", "A button that asks before it does.", [
      button("Stop all", {
        style: "danger",
        value: "all",
        confirm: {
          title: plain("Stop 12 jobs?"),
          text: plain("What is stopped cannot be resumed."),
          confirm: plain("Stop them"),
          deny: plain("Keep them"),
          style: "danger",
        },
      }),
    ]),
    row("overflow menu", "More that can be done.", [
      button("Logs"),
      {
        type: "overflow",
        action_id: "more",
        options: [
          option("Notify me"),
          option("Details"),
          { ...option("Open in AWS"), url: "https://console.aws.amazon.com/batch/home" },
        ],
      },
    ]),
    {
      name: "section with a button",
      group,
      message: {
        text: "align-NA12878 is running.",
        blocks: [section("*align-NA12878* is running.\n12 min so far", { accessory: button("Logs") })],
      },
    },
    row("checkboxes", "What should be told?", [
      {
        type: "checkboxes",
        action_id: "tell",
        options: [
          option("When it starts", "Once, when a machine is found"),
          option("When it ends", "With the last lines of its log"),
        ],
        initial_options: [option("When it ends", "With the last lines of its log")],
      },
    ]),
    row("radio buttons", "Where should it be told?", [
      {
        type: "radio_buttons",
        action_id: "where",
        options: [option("In the thread"), option("In a direct message", "Nobody else reads it")],
        initial_option: option("In the thread"),
      },
    ]),
    row("date and time", "When should it start?", [
      { type: "datepicker", action_id: "day", initial_date: "2026-11-24", placeholder: plain("A day") },
      { type: "timepicker", action_id: "time", initial_time: "08:30", timezone: "America/Los_Angeles" },
      { type: "datetimepicker", action_id: "moment", initial_date_time: 1_795_200_420 },
    ]),
    {
      name: "feedback and icon buttons",
      group,
      message: {
        text: "Did this explanation help?",
        blocks: [
          section("It needed more memory than its 16 GiB and was stopped."),
          {
            type: "context_actions",
            elements: [
              {
                type: "feedback_buttons",
                action_id: "helped",
                positive_button: { text: plain("That helped"), value: "yes" },
                negative_button: { text: plain("That did not help"), value: "no" },
              },
              { type: "icon_button", action_id: "remove", icon: "trash", text: plain("Remove") },
            ],
          },
        ],
      },
    },
    row("workflow button", "A workflow to start.", [
      {
        type: "workflow_button",
        text: plain("Ask for a new queue"),
        action_id: "workflow",
        workflow: { trigger: { url: "https://slack.com/shortcuts/Ft0QUEUE/ask" } },
      },
    ]),
  ];
}

const button = (label: string, more: Json = {}): Json => ({
  type: "button",
  text: plain(label),
  action_id: label.toLowerCase().replaceAll(" ", "_"),
  ...more,
});

const row = (name: string, sentence: string, elements: Json[]): Example => ({
  name,
  group,
  message: { text: sentence, blocks: [section(sentence), { type: "actions", elements }] },
});
