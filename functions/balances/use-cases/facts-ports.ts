import type { PaymentRecords } from "../rules/payment-records.ts";

/** Which record changed, by the partition it stands in: `RECIPIENT#r-1`. */
export interface ChangedRecord {
  readonly record: string;
}

/** What is read of other slices' records. */
export interface RecordsBehind {
  /** Whose direct payment a record that changed is about; nobody's, where it is about none that the council has a record of. */
  paymentsOf(record: string): Promise<readonly string[]>;
  /** All that records say of a direct payment now, `changed` among them; undefined where the record of it is gone. */
  payment(id: string, changed: string): Promise<PaymentRecords | undefined>;
}
