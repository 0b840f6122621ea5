import type { Alert } from "../../functions/directory/rules/alert.ts";
import { dynamoAlertStore } from "../../functions/directory/store/dynamo-alert-store.ts";
import type { Table } from "../../shared/table/table-client.ts";
import { anAuditContext } from "./builders.ts";
import { COUNCIL } from "./councils.ts";

/** A search that somebody wants to hear of, for a test; everything not named is plain and the same every time. */
export const anAlert = (changes: Partial<Alert> = {}): Alert => ({
  id: "alert-1",
  owner: "rosemary",
  authority: COUNCIL,
  near: { label: "LE13 1", lat: 52.766, lon: -0.887, district: "E07000133" },
  search: "near=LE13+1&service=meals",
  known: [],
  fresh: [],
  createdAt: "2026-11-24T12:00:00.000Z",
  until: "2027-05-24",
  ...changes,
});

/** Stores it as it is, with its first audit entry. */
export async function storedAlert({ table }: { readonly table: Table }, after: Alert): Promise<void> {
  const done = await dynamoAlertStore(table).commit(anAuditContext(), [{ entity: "alert", after, action: "test" }]);
  if (!done.ok) throw new Error(`Not stored: ${done.refusal}`);
}
