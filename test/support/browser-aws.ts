import type { Locator, Page } from "playwright-core";
import { type Place, placeAt, telling } from "./browser-place.ts";

/** The pane that shows the local AWS. */
export type AwsPane = Place & {
  /** From the rail. */
  opens(): Promise<void>;
  turnsTo(tab: string): Promise<void>;
  /** All jobs in that state. */
  jobsThatAre(state: string): Place;
  /** The line of a job by its name, and all there is to know once it is unfolded. */
  job(name: string): Place & Unfolding;
  /** The newest event of a job in that state. */
  event(job: string, state: string): Place & Unfolding;
  fault(label: string): Locator;
  queue(name: string): Place & { blocksFor(reason: string): Promise<void> };
  /** What the rail says of it. */
  railItem: Locator;
};

type Unfolding = { unfolds(): Promise<void> };

export function awsPaneOn(page: Page): AwsPane {
  const locator = page.getByRole("complementary", { name: "Local AWS" });
  const railItem = page.getByRole("navigation", { name: "Views" }).getByRole("button", { name: /AWS/ });
  const tell = (hope: string, deed: () => Promise<void>) => telling({ hope, locator }, deed);
  const unfolding = (name: string, row: Locator): Place & Unfolding => ({
    ...placeAt(name, row),
    unfolds: () => tell(`${name} unfolds`, () => row.locator("button[aria-expanded=false]").first().click()),
  });
  return {
    ...placeAt("the local AWS", locator),
    railItem,
    opens: () =>
      tell("the rail opens the local AWS", async () => {
        await railItem.click();
        await locator.waitFor();
      }),
    turnsTo: (tab) =>
      tell(`the local AWS has a tab ${tab}`, () => locator.getByRole("tab", { name: tab }).click()),
    jobsThatAre: (state) => placeAt(`the jobs that are ${state}`, locator.locator(`[data-group="${state}"]`)),
    job: (name) => unfolding(`the job ${name}`, locator.locator("[data-job]").filter({ hasText: name })),
    event: (job, state) =>
      unfolding(
        `the event that ${job} is ${state}`,
        locator.locator("[data-event]").filter({ hasText: job }).filter({ hasText: state }).first(),
      ),
    fault: (label) => locator.getByRole("switch", { name: label }),
    queue: (name) => {
      const card = locator.locator(`[data-queue="${name}"]`);
      return {
        ...placeAt(`the queue ${name}`, card),
        blocksFor: (reason) =>
          telling({ hope: `the queue ${name} can be blocked for ${reason}`, locator: card }, async () => {
            await card.getByRole("combobox").selectOption({ label: reason });
          }),
      };
    },
  };
}
