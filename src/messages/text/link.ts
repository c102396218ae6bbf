import { oneLine } from "./clean-text.ts";
import { cut } from "./cut.ts";
import { type Prose, say } from "./prose.ts";

/** Only an address of the web that Slack's own signs cannot end early is a link; anything else is its words. */
export function link(url: string, words: string): Prose {
  return isWebAddress(url)
    ? [{ kind: "link", url, text: cut(oneLine(words), 120) || "(no name)" }]
    : say`${words}`;
}

export function isWebAddress(url: string): boolean {
  const longest = 2500;
  return /^https?:\/\/[^\s<>|"]+$/.test(url) && url.length <= longest && URL.canParse(url);
}
