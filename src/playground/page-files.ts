/** Where the page's files lie: its own, and the fonts and icons of packages. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PageFiles } from "./slack/static-page.ts";

export const pageFiles: PageFiles = {
  folder: join(import.meta.dirname, "page"),
  vendor: {
    lato: beside(import.meta.resolve("@fontsource/lato/package.json"), "."),
    icons: beside(import.meta.resolve("bootstrap-icons/package.json"), "icons"),
  },
};

function beside(url: string, folder: string): string {
  return fileURLToPath(new URL(folder, url));
}
