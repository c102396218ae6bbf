/** A picture of the page, the same to the last byte for the same still. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { fitWindow } from "./fit-window.ts";
import { shrinkPng } from "./png/shrink-png.ts";
import type { Scene, Shot } from "./scene.ts";
import type { Still } from "./still/normalise.ts";
import { zoneOfPictures } from "./zone-of-pictures.ts";

export type Scheme = "light" | "dark";

type Picture = { url: string; scene: Scene; still: Still; scheme: Scheme; folder: string };

/** How long after the last thing that happened somebody looks. */
const lookedAfterMs = 20_000;

export async function takePicture(
  browser: Browser,
  { url, scene, still, scheme, folder }: Picture,
): Promise<string> {
  const { width, height } = scene.shot;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: 2,
    colorScheme: scheme,
    reducedMotion: "reduce",
    locale: "en-US",
    timezoneId: zoneOfPictures,
  });
  try {
    const page = await context.newPage();
    await page.clock.setFixedTime(still.endsAtMs + lookedAfterMs);
    await page.goto(`${url}${addressOf(scene, still)}`);
    await page.waitForSelector("body.ready");
    await settle(page, scene.shot);
    const path = join(folder, `${scene.name}-${scheme}.png`);
    const png = await page.screenshot({ animations: "disabled", caret: "hide" });
    writeFileSync(path, shrinkPng(png));
    return path;
  } finally {
    await context.close();
  }
}

function addressOf({ as, channel, shot }: Scene, { state }: Still): string {
  const params = new URLSearchParams({ as });
  if (shot.shows.kind === "home") params.set("tab", "home");
  else params.set("channel", channel);
  if (shot.shows.kind === "thread")
    params.set("thread", threadOf(state.messages[channel] ?? [], shot.shows.job));
  return `/?${params}`;
}

function threadOf(messages: Still["state"]["messages"][string], job: string): string {
  const card = messages.find(({ threadTs, text }) => threadTs === undefined && text.startsWith(`${job} `));
  if (card === undefined) throw new Error(`There is no card of ${job} to take a picture of.`);
  return card.ts;
}

async function settle(page: Page, { typed, shows }: Shot): Promise<void> {
  if (typed !== undefined) {
    const field = page.getByRole("textbox", { name: /^Message / });
    await field.fill(typed);
    await field.press("Escape");
  }
  if (shows.kind === "thread")
    await page.getByRole("complementary", { name: "Thread", exact: true }).waitFor();
  await fitWindow(page);
  await page.mouse.move(0, 0);
  await page.evaluate(
    "document.fonts.ready.then(() => Promise.all([...document.images].map((one) => one.decode().catch(() => {}))))",
  );
}
