/** Takes the pictures of the README again: of all scenes, or of those that are named. */
import "./zone-of-pictures.ts";
import { existsSync, mkdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { chromium } from "playwright-core";
import { playScene } from "./play-scene.ts";
import { scenes } from "./scenes.ts";
import { stillOf } from "./still-of.ts";
import { startStillWorkspace } from "./still-workspace.ts";
import { takePicture } from "./take-picture.ts";

const folder = join(import.meta.dirname, "..", "..", "..", "docs", "pictures");
const named = process.argv.slice(2);
const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  existsSync,
);

if (executablePath === undefined) {
  console.error("No Chromium is installed to take pictures with. On Debian: apt-get install chromium");
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--hide-scrollbars",
  ],
});
try {
  for (const scene of scenes.filter(({ name }) => named.length === 0 || named.includes(name))) {
    const played = await playScene(scene);
    const still = stillOf(played, scene);
    const workspace = await startStillWorkspace({ ...played, state: still.state });
    for (const scheme of ["light", "dark"] as const) {
      const path = await takePicture(browser, { url: workspace.url, scene, still, scheme, folder });
      console.log(`${relative(process.cwd(), path)}  ${Math.round(statSync(path).size / 1024)} kB`);
    }
    await workspace.close();
  }
} finally {
  await browser.close();
}
