import { type DataSubject, dataSubjectOf } from "../shared/people/data-subject.ts";
import { newId } from "../shared/runtime/ids.ts";
import type { Table } from "../shared/table/table-client.ts";
import { dynamoArrangementStore } from "./arrangements/store/dynamo-arrangement-store.ts";
import { arrangementsDataSubject } from "./arrangements/use-cases/data-subject.ts";
import { dynamoCaseStore } from "./vetting/store/dynamo-case-store.ts";
import { vettingDataSubject } from "./vetting/use-cases/data-subject.ts";

/** What the slices besides accounts hold on people, and how people leave them, over a table. */
export const dataSubject = (table: Table, site: URL): DataSubject =>
  dataSubjectOf([vettingDataSubject({ store: dynamoCaseStore(table), newId, site }), arrangementsDataSubject(dynamoArrangementStore(table))]);
