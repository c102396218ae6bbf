import { inflateSync } from "node:zlib";
import { readChunks } from "./png-chunks.ts";

export type Pixels = { width: number; height: number /** 0xRRGGBB, row by row. */; colors: Uint32Array };

/** Bytes a pixel by the kind of colour in the header; screenshots have 8 bits a channel and are not interlaced. */
const sizes: Record<number, number> = { 2: 3, 6: 4 };

/** Transparency is left out: a page has none. */
export function readPixels(png: Buffer): Pixels {
  const chunks = readChunks(png);
  const header = chunks.find(({ type }) => type === "IHDR")?.data ?? Buffer.alloc(13);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const size = sizes[header.readUInt8(9)];
  if (size === undefined || header.readUInt8(8) !== 8 || header.readUInt8(12) !== 0)
    throw new Error("This is not a PNG as the browser writes it.");
  const data = inflateSync(
    Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map((each) => each.data)),
  );
  const rows = unfiltered(data, { stride: width * size, height, size });
  const colors = new Uint32Array(width * height);
  for (let pixel = 0; pixel < colors.length; pixel += 1) colors[pixel] = rows.readUIntBE(pixel * size, 3);
  return { width, height, colors };
}

type Rows = { stride: number; height: number; size: number };

/** Each row begins with how it is told from the one above and the pixel before. */
function unfiltered(data: Buffer, { stride, height, size }: Rows): Buffer {
  const rows = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row += 1) {
    const from = row * (stride + 1);
    const predict = predictors[data[from] ?? 0] ?? nothing;
    for (let column = 0; column < stride; column += 1) {
      const at = row * stride + column;
      const left = column < size ? 0 : (rows[at - size] ?? 0);
      const up = row === 0 ? 0 : (rows[at - stride] ?? 0);
      const corner = row === 0 || column < size ? 0 : (rows[at - stride - size] ?? 0);
      rows[at] = (data[from + 1 + column] ?? 0) + predict(left, up, corner);
    }
  }
  return rows;
}

type Predict = (left: number, up: number, corner: number) => number;

const nothing: Predict = () => 0;

const predictors: readonly Predict[] = [
  nothing,
  (left) => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  (left, up, corner) => {
    const [fromLeft, fromUp, fromCorner] = [left, up, corner].map((each) =>
      Math.abs(left + up - corner - each),
    );
    if ((fromLeft ?? 0) <= (fromUp ?? 0) && (fromLeft ?? 0) <= (fromCorner ?? 0)) return left;
    return (fromUp ?? 0) <= (fromCorner ?? 0) ? up : corner;
  },
];
