export const mostColors = 256;

/**
 * The few colours that stand for all: always one more, that which is worst told by those chosen so far, where an
 * error counts once for every pixel.
 */
export function paletteOf(colors: Uint32Array): { palette: number[]; nearest: Map<number, number> } {
  const counts = new Map<number, number>();
  for (const color of colors) counts.set(color, (counts.get(color) ?? 0) + 1);
  const all = [...counts].map(([color, count]) => ({
    color,
    count,
    error: Number.POSITIVE_INFINITY,
    index: 0,
  }));
  const palette: number[] = [];
  for (;;) {
    const worst = all.reduce<(typeof all)[number] | undefined>(
      (found, each) => (weight(each) > (found === undefined ? 0 : weight(found)) ? each : found),
      undefined,
    );
    if (worst === undefined || palette.length === mostColors) break;
    for (const each of all) {
      const error = distance(each.color, worst.color);
      if (error < each.error) Object.assign(each, { error, index: palette.length });
    }
    palette.push(worst.color);
  }
  return { palette, nearest: new Map(all.map(({ color, index }) => [color, index])) };
}

function weight({ count, error }: { count: number; error: number }): number {
  return error === 0 ? 0 : count * Math.min(error, 3 * 255 ** 2 + 1);
}

function distance(one: number, other: number): number {
  let sum = 0;
  for (const shift of [16, 8, 0]) sum += (((one >> shift) & 255) - ((other >> shift) & 255)) ** 2;
  return sum;
}
