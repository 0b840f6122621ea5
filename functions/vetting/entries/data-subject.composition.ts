import { newId } from "../../../shared/runtime/ids.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import { dynamoCaseStore } from "../store/dynamo-case-store.ts";
import { heldInVetting, leaveVetting } from "../use-cases/data-subject.ts";

/** What vetting holds on people, and how they leave it, over a table. */
export function vettingOfPeople(table: Table, site: URL) {
  const store = dynamoCaseStore(table);
  return { heldOn: heldInVetting(store), leave: leaveVetting({ store, newId, site }) };
}
