// Numbers and times as the panel writes them: short, and of even width.

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

export const duration = (ms) => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${two(seconds % 60)}s`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}h ${two(Math.floor(seconds / 60) % 60)}m`;
  return `${Math.floor(seconds / 86_400)}d ${Math.floor(seconds / 3600) % 24}h`;
};

export const clockTime = (at) => {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(":");
};

const two = (value) => String(value).padStart(2, "0");

export const shortId = (id) => {
  const [uuid, index] = id.split(":");
  return index === undefined ? uuid.slice(0, 8) : `${uuid.slice(0, 8)}:${index}`;
};
