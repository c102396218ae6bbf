const format = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });

/** `10,000` */
export function grouped(value: number): string {
  return format.format(value);
}

/** `1 job`, `3 jobs` */
export function counted(value: number, one: string): string {
  return `${grouped(value)} ${value === 1 ? one : `${one}s`}`;
}
