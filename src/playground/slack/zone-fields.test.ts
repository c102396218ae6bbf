import { expect, test } from "vitest";
import { zoneFields } from "./zone-fields.ts";

const winter = Date.UTC(2026, 0, 15);
const summer = Date.UTC(2026, 6, 15);

test.each([
  ["America/Los_Angeles", winter, "Pacific Standard Time", -28_800],
  ["America/Los_Angeles", summer, "Pacific Daylight Time", -25_200],
  ["Europe/Berlin", summer, "Central European Summer Time", 7_200],
  ["Asia/Kolkata", winter, "India Standard Time", 19_800],
  ["UTC", winter, "Coordinated Universal Time", 0],
])("%s is told with its name and its seconds", (tz, atMs, tz_label, tz_offset) => {
  expect(zoneFields(tz, atMs)).toEqual({ tz, tz_label, tz_offset });
});
