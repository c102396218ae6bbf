import { describe } from "vitest";
import { chromiumPath } from "./a-browser.ts";

if (chromiumPath === undefined) {
  console.warn(
    "SKIPPED: no Chromium is installed, so nobody looks at the playground's page. apt-get install chromium",
  );
}

/** What only a person with a browser can find out; skipped, loudly, where there is none. */
export const describeInBrowser = describe.skipIf(chromiumPath === undefined);
