import type { Json } from "../../slack/json.ts";
import { type Example, input, mrkdwn, option, plain, richLine, section } from "../example.ts";

const group = "Forms";

export function forms(): Example[] {
  return [
    form("form: text fields", "Submit a job", [
      input(
        "Name",
        { type: "plain_text_input", action_id: "name", initial_value: "align-NA12878", max_length: 60 },
        { hint: plain("Letters, digits, - and _.") },
      ),
      input("Command", {
        type: "plain_text_input",
        action_id: "command",
        multiline: true,
        min_length: 2,
        max_length: 3000,
        placeholder: plain("bwa mem …"),
      }),
      input(
        "Tell also",
        { type: "email_text_input", action_id: "mail", placeholder: plain("name@lab.org") },
        more,
      ),
      input("Ticket", { type: "url_text_input", action_id: "ticket", placeholder: plain("https://…") }, more),
    ]),
    form("form: numbers and time", "What it may use", [
      input("vCPUs", {
        type: "number_input",
        is_decimal_allowed: false,
        action_id: "vcpus",
        initial_value: "4",
        min_value: "1",
        max_value: "128",
      }),
      input("Memory in GiB", {
        type: "number_input",
        is_decimal_allowed: true,
        action_id: "memory",
        initial_value: "7.5",
      }),
      input("Not before", { type: "datepicker", action_id: "day" }, more),
      input("At", { type: "timepicker", action_id: "time", placeholder: plain("A time") }, more),
      input("Give up after", { type: "datetimepicker", action_id: "end", initial_date_time: 1_795_200_420 }),
    ]),
    form("form: choices", "Where it runs", [
      input("Queue", {
        type: "static_select",
        action_id: "queue",
        options: [option("default", "Spot machines, cheap"), option("highmem", "Up to 256 GiB")],
        initial_option: option("default", "Spot machines, cheap"),
      }),
      input("Tell", { type: "multi_users_select", action_id: "tell", initial_users: ["U0PETERS"] }, more),
      input("If AWS takes the machine back", {
        type: "radio_buttons",
        action_id: "spot",
        options: [option("Try again", "Up to 3 times"), option("Stop")],
        initial_option: option("Try again", "Up to 3 times"),
      }),
      input(
        "Also",
        {
          type: "checkboxes",
          action_id: "also",
          options: [
            { ...option("share"), text: mrkdwn("Share the log with *peters-lab*") },
            { ...option("keep"), text: mrkdwn("Keep the scratch files") },
          ],
        },
        more,
      ),
    ]),
    form("form: rich text and files", "Ask for help", [
      input("What happened", {
        type: "rich_text_input",
        action_id: "story",
        initial_value: richLine(
          { type: "text", text: "It stops at the " },
          { type: "text", text: "third", style: { bold: true } },
          { type: "text", text: " sample." },
        ),
      }),
      input(
        "Files",
        { type: "file_input", action_id: "files", filetypes: ["txt", "log", "png"], max_files: 3 },
        { ...more, hint: plain("Up to 3 text files or pictures.") },
      ),
    ]),
    {
      ...form("form: mistakes", "Submit a job", [
        input(
          "Name",
          { type: "plain_text_input", action_id: "name", initial_value: "align NA12878" },
          { block_id: "wrong-name", hint: plain("Letters, digits, - and _.") },
        ),
        input(
          "Queue",
          { type: "static_select", action_id: "queue", options: [option("default")] },
          { block_id: "no-queue" },
        ),
        input(
          "When it ends",
          { type: "radio_buttons", action_id: "end", options: [option("Tell me"), option("Tell everybody")] },
          { block_id: "no-end" },
        ),
      ]),
      errors: {
        "wrong-name": "A name has no blanks: try align-NA12878.",
        "no-queue": "Please complete this required field.",
        "no-end": "Please complete this required field.",
      },
    },
    form("form: alerts", "Before you submit", [
      ...["default", "info", "success", "warning", "error"].map((level) => ({
        type: "alert",
        level,
        text: mrkdwn(alerts[level] ?? ""),
      })),
      section("Nothing was submitted yet."),
    ]),
  ];
}

const more: Json = { optional: true };

const alerts: Record<string, string> = {
  default: "The queue is *default*.",
  info: "37 jobs are ahead of yours.",
  success: "The image `align:1.4` was found.",
  warning: "It asks for more memory than it ever used.",
  error: "It asks for 192 vCPUs; the queue has machines for 128.",
};

const form = (name: string, title: string, blocks: Json[]): { name: string; group: string; view: Json } => ({
  name,
  group,
  view: { type: "modal", title: plain(title), submit: plain("Submit"), close: plain("Cancel"), blocks },
});
