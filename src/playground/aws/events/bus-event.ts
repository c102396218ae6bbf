/** The envelope every event on a bus comes in; its time has a resolution of one second. */
export type BusEvent = {
  version: string;
  id: string;
  "detail-type": string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: Record<string, unknown>;
};
