/** A list for looking back that forgets its oldest entries, so that a long day does not fill memory. */
export type RecordList<T> = { add: (entry: T) => void; all: () => T[] };

export function createRecordList<T>(max: number): RecordList<T> {
  let entries: T[] = [];
  return {
    add(entry) {
      entries.push(entry);
      if (entries.length > max * 2) entries = entries.slice(-max);
    },
    all: () => entries.slice(-max),
  };
}
