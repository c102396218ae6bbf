import { type Example, section } from "../example.ts";

export function mentions(): Example[] {
  return [
    {
      name: "mentions",
      group: "Emoji and mentions",
      message: {
        text: "Mentions of people, channels and groups.",
        blocks: [
          section("A person: <@U0PETERS>, you: <@U0JBLOW>, the app: <@U0BATCHMATE>, unknown: <@U0NOBODY>"),
          section("A channel: <#C0PETERS>, by an old name: <#C0GONE|old-lab>, a private one: <#C0SECRET>"),
          section("A group: <!subteam^S0SCICOMP|@scicomp>, everybody: <!here> <!channel> <!everyone>"),
          section(
            "A mail: <mailto:jblow@example.org|jblow@example.org>, an address: <https://example.org/a?b=1&amp;c=2>",
          ),
        ],
      },
    },
  ];
}
