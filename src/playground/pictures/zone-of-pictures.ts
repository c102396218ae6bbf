/** Imported before all else, so that whatever reads the zone reads this one: a picture is the same on every machine. */
export const zoneOfPictures = "America/Los_Angeles";
process.env.TZ = zoneOfPictures;
