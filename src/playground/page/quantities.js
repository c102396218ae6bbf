// Numbers with what they count, as they are read.

export const plural = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;

export const number = (value) => value.toLocaleString("en-US");

export const bytes = (count) => {
  if (count < 1024) return `${count} B`;
  const [value, unit] =
    count < MEBI ? [count / 1024, "KiB"] : count < GIBI ? [count / MEBI, "MiB"] : [count / GIBI, "GiB"];
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
};

const MEBI = 1024 ** 2;
const GIBI = 1024 ** 3;

export const mebibytes = (count) => bytes(count * MEBI);
