import { type Example, mrkdwn, plain, section } from "../example.ts";

const group = "Forms";

export function views(): Example[] {
  return [
    {
      name: "form: loading",
      group,
      view: {
        type: "modal",
        title: plain("Submit a job"),
        blocks: [section("Loading the queues of your lab…")],
      },
    },
    {
      name: "form: on top of another",
      group,
      view: {
        type: "modal",
        title: plain("Twenty-four letters long"),
        close: plain("Back"),
        blocks: [section("Closing this leads back to the form below.")],
      },
      depth: 2,
    },
    {
      name: "home",
      group: "Home",
      view: {
        type: "home",
        blocks: [
          { type: "header", text: plain("Your jobs") },
          section("*align-NA12878* is running, 12 min so far.", {
            accessory: { type: "button", text: plain("Logs"), action_id: "logs", value: "3fa9c1d2" },
          }),
          { type: "context", elements: [mrkdwn("queue default · 4 vCPU, 16 GiB · attempt 1 of 3")] },
          { type: "divider" },
          section("_No other job of yours is under way._"),
          {
            type: "actions",
            elements: [
              { type: "button", text: plain("Submit a job"), style: "primary", action_id: "submit" },
              { type: "button", text: plain("My recent jobs"), action_id: "recent" },
            ],
          },
        ],
      },
    },
  ];
}
