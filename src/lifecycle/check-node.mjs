/** Node 24 comes with `npm ci`; were that download to fail, everything would silently run on the system's older Node. Plain JavaScript, so that an old Node can read it. */
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 24 || (major === 24 && minor < 15)) {
  process.stderr.write(
    `Batchmate needs Node 24.15 or newer and this is ${process.version}: run \`npm ci\` again, or install Node 24.\n`,
  );
  process.exit(1);
}
