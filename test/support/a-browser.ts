import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const paths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where a Chromium is installed, if it is. */
export const chromiumPath: string | undefined = paths.find((path) => existsSync(path));

/** Its pages know nothing of each other, and all go when it is closed. */
export type Tabs = {
  newPage(options?: Parameters<Browser["newPage"]>[0]): Promise<Page>;
  close(): Promise<void>;
};

let shared: Promise<Browser> | undefined;

/** Test files that share a process share the program, too: to start it takes longer than many of them. */
export async function openBrowser(): Promise<Tabs> {
  if (!(await shared)?.isConnected()) shared = launch();
  const browser = await (shared as Promise<Browser>);
  const pages: Page[] = [];
  return {
    newPage: async (options) => {
      const page = await browser.newPage(options);
      pages.push(page);
      return page;
    },
    close: async () => {
      await Promise.all(pages.map((page) => page.context().close()));
    },
  };
}

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath ?? "",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--no-first-run",
    ],
  });
}
