/** Node 24 comes with `npm ci`; were that download to fail, scripts would silently run on the system's older Node. */
export function setup(): void {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 24 || (major === 24 && minor < 15)) {
    throw new Error(
      `Batchmate needs Node 24.15 or newer and this is ${process.version}. Run \`npm ci\` again, or install Node 24.`,
    );
  }
}
