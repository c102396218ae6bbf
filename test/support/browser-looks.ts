import type { Page } from "playwright-core";

const desktop = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };

/** The ways in which every screen must hold. */
export const looks = {
  light: { colorScheme: "light", viewport: desktop },
  dark: { colorScheme: "dark", viewport: desktop },
  "on a phone": { colorScheme: "light", viewport: phone, isMobile: true, hasTouch: true },
} as const;

export type Look = keyof typeof looks;

/** Shows the page so, without leaving it; only a page opened on a phone is touched. */
export async function lookAt(page: Page, look: Look): Promise<void> {
  const { colorScheme, viewport } = looks[look];
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.setViewportSize(viewport);
}
