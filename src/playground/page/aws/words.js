// Times and ids as the panel writes them: short, and of even width.

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
