// Takes so many MiB of memory, piece by piece, says so, and lets go of them by ending.

const PIECE_MIB = 25;
const EVERY_MS = 200;

const wanted = Number(process.argv[2]);
const held = [];

const take = () => {
  const mebibytes = held.length * PIECE_MIB;
  if (mebibytes >= wanted) return;
  held.push(Buffer.alloc(PIECE_MIB * 1024 * 1024, 1));
  if (held.length % 2 === 0)
    process.stdout.write(
      `[bam_sort_core] read ${held.length * 412_000} records, ${mebibytes + PIECE_MIB} MiB in memory\n`,
    );
  setTimeout(take, EVERY_MS);
};

take();
