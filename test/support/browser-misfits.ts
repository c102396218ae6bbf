import type { Page } from "playwright-core";

const controls = "button|link|textbox|combobox|switch|tab|checkbox|radio|searchbox|menuitem|menuitemradio";
const unnamed = new RegExp(`^\\s*- (?:${controls})\\b(?! ")`);
const named = new RegExp(`^\\s*- (?:${controls}) "`);

/** The controls that a screen reader can not name, as the browser itself tells them. */
export async function namelessOn(page: Page): Promise<string[]> {
  const lines = (await page.locator("body").ariaSnapshot()).split("\n");
  if (!lines.some((line) => named.test(line))) throw new Error("No control at all is on the page.");
  return lines.filter((line) => unnamed.test(line)).map((line) => line.trim());
}

/**
 * What reaches beyond the right edge of the screen and is not inside something one scrolls by itself. The page is held
 * against its viewport, since a phone makes its window as wide as what is in it.
 */
export async function tooWideOn(page: Page): Promise<string[]> {
  const width = page.viewportSize()?.width ?? 0;
  return page.evaluate<string[]>(`(() => {
    const held = new Set([document.documentElement, document.body]);
    const isHeld = (node) => {
      for (let around = node.parentElement; around !== null && !held.has(around); around = around.parentElement) {
        const fits = around.getBoundingClientRect().right <= ${width} + 1;
        if (fits && getComputedStyle(around).overflowX !== "visible") return true;
      }
      return false;
    };
    const wide = [...document.body.querySelectorAll("*")].filter((node) => {
      const { right, width, height } = node.getBoundingClientRect();
      return width > 1 && height > 1 && right > ${width} + 1 && node.checkVisibility() && !isHeld(node);
    });
    const all = document.scrollingElement.scrollWidth > ${width} ? ["the page as a whole"] : [];
    return [...all, ...wide.map((node) => node.outerHTML.slice(0, 120))];
  })()`);
}
