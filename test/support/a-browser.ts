import { existsSync } from "node:fs";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";

const paths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where a Chromium is installed, if it is. */
export const chromiumPath: string | undefined = paths.find((path) => existsSync(path));

export function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--no-first-run",
    ],
  });
}

/** One person at the playground's page, and what they see. */
export type Person = {
  types(text: string): Promise<void>;
  /** In the thread that is open. */
  replies(text: string): Promise<void>;
  presses(button: string, within?: Locator): Promise<void>;
  /** The messages of the channel, private answers included. */
  channel: Locator;
  thread: Locator;
  page: Page;
  /** What the page wrote to its console as an error. */
  troubles: string[];
};

export async function personAt(
  browser: Browser,
  url: string,
  who: { as: string; channel: string },
): Promise<Person> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const troubles: string[] = [];
  page.on("console", (said) => {
    if (said.type() === "error") troubles.push(said.text());
  });
  page.on("pageerror", (error) => troubles.push(error.message));
  await page.goto(`${url}/?as=${who.as}&channel=${who.channel}`);
  await page.waitForSelector("body.ready");
  const channel = page.getByRole("list", { name: "Messages", exact: true });
  const write = async (box: Locator, text: string): Promise<void> => {
    await box.fill(text);
    await box.press("Enter");
  };
  return {
    page,
    troubles,
    channel,
    thread: page.getByRole("complementary", { name: "Thread" }),
    types: (text) => write(page.getByRole("textbox", { name: /^Message / }), text),
    replies: (text) => write(page.getByRole("textbox", { name: /^Reply/ }), text),
    presses: (button, within = channel) => within.getByRole("button", { name: button }).last().click(),
  };
}
