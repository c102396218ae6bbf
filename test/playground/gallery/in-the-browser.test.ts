import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { examples } from "../../../src/playground/gallery/examples.ts";
import { formGallery, gallery } from "../../fixtures/gallery.ts";
import { barriersOn } from "../../support/browser-barriers.ts";
import { lookAt } from "../../support/browser-looks.ts";
import { type OpenPlayground, openPlayground } from "../../support/browser-playground.ts";
import { describeInBrowser } from "../../support/describe-in-browser.ts";

const names = [
  ...Object.keys(gallery()),
  ...Object.keys(formGallery()),
  ...examples("http://127.0.0.1:1").map(({ name }) => name),
];

describeInBrowser("the gallery", () => {
  let open: OpenPlayground;
  let page: Page;
  const specimen = (name: string): Locator => page.locator(`[data-entry="${name}"]`);

  beforeAll(async () => {
    open = await openPlayground();
    ({ page } = await open.as("jblow", { in: "peters-lab" }));
    await page.getByRole("navigation", { name: "Views" }).getByText("Gallery").click();
    await page.locator(".gallery[data-entries]").waitFor();
    await drawAll(page);
  });

  // Fails if there was an error on the console.
  afterAll(() => open?.close());

  test("shows every answer of the bot and every example, none of them with a fault", async () => {
    const shown = await page
      .locator("[data-entry]")
      .evaluateAll((nodes) => nodes.map((node) => node.getAttribute("data-entry")));
    expect(shown.toSorted()).toEqual(names.toSorted());
    expect(await page.locator(".gallery .fault").allTextContents()).toEqual([]);
  });

  test("shows a fault where a block or an element is unknown or broken", async () => {
    const blocks = [
      { type: "banner" },
      { type: "actions", elements: [{ type: "lever" }] },
      { type: "table" },
    ];
    const surface = "{ key: 'x', values: { get() {}, set() {} } }";
    const drawn = await page.evaluate<string[]>(
      `import("/render/blocks.js").then(({ blockList }) =>
        [...blockList(${JSON.stringify(blocks)}, ${surface}).querySelectorAll(".fault")].map((node) => node.textContent))`,
    );
    expect(drawn).toEqual([
      "Unknown block: banner",
      "Unknown element: lever",
      expect.stringMatching(/^Faulty table block: /),
    ]);
  });

  test("gives every picture of this workspace, and words for one that does not load", async () => {
    const broken = specimen("picture that does not load");
    await broken.scrollIntoViewIfNeeded();
    await broken.getByText("A gel with two lanes").waitFor();
    expect(await broken.locator("img").count()).toBe(0);
  });

  test("says what a button would send, and sends nothing", async () => {
    const before = open.playground.slack.deliveries.length;
    await specimen("buttons").getByRole("button", { name: "Retry" }).click();
    await specimen("buttons").getByText("Would send retry with the value 3fa9c1d2").waitFor();
    await specimen("buttons").getByRole("link", { name: "Open in AWS" }).click();
    await specimen("buttons")
      .getByText(/Would open https:\/\/console.aws.amazon.com/)
      .waitFor();
    await specimen("form: text fields").getByRole("button", { name: "Submit" }).click();
    await specimen("form: text fields")
      .getByText(/Would send the form/)
      .waitFor();
    expect(open.playground.slack.deliveries.length).toBe(before);
    expect(new URL(page.url()).searchParams.get("tab")).toBe("gallery");
  });

  test("leads by name to a specimen, and finds it by a few letters", async () => {
    const entries = page.getByRole("navigation", { name: "Entries" });
    await entries.getByRole("searchbox").fill("spot recl");
    await entries.getByRole("link", { name: "spot reclaim" }).click();
    expect(new URL(page.url()).hash).toBe("#notice-spot-reclaim");
    expect(await specimen("buttons").isVisible()).toBe(false);
    await page.reload();
    await page.locator("#notice-spot-reclaim.here").waitFor();
    await drawAll(page);
  });

  test("shows the specimens narrow and dark while the page stays as it is", async () => {
    const stage = specimen("card: running").locator(".specimen-stage");
    const [light, around] = [await colorOf(stage), await colorOf(page.locator("#channel"))];
    await page.getByRole("radio", { name: "Dark" }).check();
    await page.getByRole("radio", { name: "Phone" }).check();
    expect(await colorOf(stage)).not.toBe(light);
    expect(await colorOf(page.locator("#channel"))).toBe(around);
    expect((await stage.boundingBox())?.width).toBe(390);
    await page.getByRole("radio", { name: "As the page" }).check();
    await page.getByRole("radio", { name: "Desktop" }).check();
  });

  test("shows a specimen's JSON", async () => {
    await specimen("card: running").getByRole("button", { name: "Show JSON" }).click();
    const text = await specimen("card: running").locator("pre[aria-label=JSON]").textContent();
    expect(JSON.parse(text ?? "")).toEqual(JSON.parse(JSON.stringify(gallery()["card: running"])));
  });

  // The one has the light's colors, the other the desktop's width.
  test.each(["on a phone", "dark"] as const)("keeps nobody out, %s", async (look) => {
    await lookAt(page, look);
    expect(await barriersOn(page)).toEqual([]);
    expect(await sidewaysIn(page)).toEqual([]);
  });

  test("is found by the search, from a channel and down to one answer", async () => {
    const jblow = await open.as("jblow", { in: "peters-lab" });
    await jblow.search.goesTo("notice: out of memory");
    const found = jblow.page.locator(".specimen.here");
    await found.getByText("it needed more memory").first().waitFor();
    expect(new URL(jblow.page.url()).hash).toBe("#notice-out-of-memory");
    await jblow.search.goesTo("notice: spot reclaim");
    await found.getByText("AWS took the machine back").first().waitFor();
  });

  test("opens what belongs to a dark specimen in the dark", async () => {
    const jblow = await open.as("jblow", { in: "peters-lab" });
    await jblow.search.goesTo("select with groups");
    const opened = async () => {
      await jblow.page.locator(".specimen.here").getByRole("combobox").click();
      const ground = await colorOf(jblow.page.locator(".popup"));
      await jblow.page.keyboard.press("Escape");
      return ground;
    };
    const light = await opened();
    await jblow.page.getByRole("radio", { name: "Dark" }).check();
    expect(await opened()).not.toBe(light);
  });
});

/** What is far below is drawn only when one comes near; here all of it has to be looked at. */
async function drawAll(page: Page): Promise<void> {
  await page.locator("[data-entry]").evaluateAll((nodes) => {
    for (const node of nodes as unknown as { style: Record<string, string> }[])
      node.style.contentVisibility = "visible";
  });
}

/** The specimens that are wider than their room. */
function sidewaysIn(page: Page): Promise<(string | null)[]> {
  return page
    .locator("[data-entry]")
    .evaluateAll((nodes) =>
      nodes
        .filter((node) => node.scrollWidth > node.clientWidth + 1)
        .map((node) => node.getAttribute("data-entry")),
    );
}

type Styles = { getComputedStyle(node: unknown): { backgroundColor: string } };

function colorOf(place: Locator): Promise<string> {
  return place.evaluate((node) => (globalThis as unknown as Styles).getComputedStyle(node).backgroundColor);
}
