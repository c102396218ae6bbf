/** Makes the window as high as what happened in it, so that nothing at the upper edge is cut. */
import type { Locator, Page } from "playwright-core";

const limits = { least: 560, most: 1100 };
/** Above the line of the day, which otherwise sticks to the edge. */
const airPx = 16;

export async function fitWindow(page: Page): Promise<void> {
  const size = page.viewportSize();
  if (size === null) return;
  const lists = ["Messages", "Thread messages"].map((name) => page.getByRole("list", { name, exact: true }));
  const missing = (await Promise.all(lists.map(missingHeights))).filter((each) => each !== undefined);
  if (missing.length === 0) return;
  const needed = Math.max(...missing.map(({ messages }) => messages));
  const cut = missing.filter(({ messages, all }) => messages < needed && needed < all);
  const height = Math.ceil(size.height + Math.max(needed, ...cut.map(({ all }) => all)));
  const within = Math.min(Math.max(height, limits.least), limits.most);
  await page.setViewportSize({ width: size.width, height: within });
}

/** How much is out of sight above the end of a list, from its first message and in all; negative where room is left. */
async function missingHeights(list: Locator): Promise<{ messages: number; all: number } | undefined> {
  const first = list.locator("[data-ts]").first();
  if (!(await first.isVisible())) return undefined;
  const day = first.locator("xpath=preceding-sibling::*[1]");
  const dayHeight = (await day.count()) === 0 ? 0 : ((await day.boundingBox())?.height ?? 0) + airPx;
  const [scroller, message, rows] = [
    await list.locator("xpath=..").boundingBox(),
    await first.boundingBox(),
    await list.boundingBox(),
  ];
  if (scroller === null || message === null || rows === null) return undefined;
  return { messages: scroller.y - (message.y - dayHeight), all: scroller.y - rows.y };
}
