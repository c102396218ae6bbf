/** The store failed. `later`: it may work when tried again. */
export class StoreTrouble extends Error {
  readonly kind: "permanent" | "later";

  constructor(kind: "permanent" | "later", message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StoreTrouble";
    this.kind = kind;
  }
}
