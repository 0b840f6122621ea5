import { type DataSubject, dataSubjectOf } from "../shared/people/data-subject.ts";
import { servicePolicy } from "../shared/policy/service.ts";
import { newId } from "../shared/runtime/ids.ts";
import { storedSecret } from "../shared/runtime/secret.ts";
import { fieldKeys } from "../shared/sealed-fields/field-keys.ts";
import { sealedFields } from "../shared/sealed-fields/sealed-fields.ts";
import { awsConnectionFrom } from "../shared/table/aws-connection.ts";
import { openTable, type Table } from "../shared/table/table-client.ts";
import { dynamoPeopleStore } from "./accounts/store/dynamo-people-store.ts";
import { dynamoArrangementStore } from "./arrangements/store/dynamo-arrangement-store.ts";
import { dynamoContactStore } from "./arrangements/store/dynamo-contact-store.ts";
import { dynamoHoursStore } from "./arrangements/store/dynamo-hours-store.ts";
import { dynamoPoolStore } from "./arrangements/store/dynamo-pool-store.ts";
import { dynamoRecipientStore } from "./arrangements/store/dynamo-recipient-store.ts";
import { dynamoRequestStore } from "./arrangements/store/dynamo-request-store.ts";
import { dynamoSetUpStore } from "./arrangements/store/dynamo-set-up-store.ts";
import { dynamoShortlistStore } from "./arrangements/store/dynamo-shortlist-store.ts";
import { contactsDataSubject } from "./arrangements/use-cases/contact-data-subject.ts";
import { arrangementsDataSubject } from "./arrangements/use-cases/data-subject.ts";
import { hoursDataSubject } from "./arrangements/use-cases/hours-data-subject.ts";
import { poolsDataSubject } from "./arrangements/use-cases/pool-data-subject.ts";
import { recipientDataSubject } from "./arrangements/use-cases/recipient-data-subject.ts";
import { requestsDataSubject } from "./arrangements/use-cases/requests-data-subject.ts";
import { setUpDataSubject } from "./arrangements/use-cases/set-up-data-subject.ts";
import { dynamoCaseStore as dynamoBalanceCaseStore } from "./balances/store/dynamo-case-store.ts";
import { dynamoLedgerStore } from "./balances/store/dynamo-ledger-store.ts";
import { dynamoPaperStore } from "./balances/store/dynamo-paper-store.ts";
import { dynamoReceiptStore } from "./balances/store/dynamo-receipt-store.ts";
import { dynamoStatedStore } from "./balances/store/dynamo-stated-store.ts";
import { balancesDataSubject } from "./balances/use-cases/data-subject.ts";
import { statedDataSubject } from "./balances/use-cases/stated-data-subject.ts";
import { dynamoAlertStore } from "./directory/store/dynamo-alert-store.ts";
import { alertsDataSubject } from "./directory/use-cases/data-subject.ts";
import { dynamoFeedbackStore } from "./feedback/store/dynamo-feedback-store.ts";
import { workingGroupDataSubject } from "./feedback/use-cases/data-subject.ts";
import { dynamoInvitationStore } from "./reviews/store/dynamo-invitation-store.ts";
import { dynamoReviewStore } from "./reviews/store/dynamo-review-store.ts";
import { reviewsDataSubject } from "./reviews/use-cases/data-subject.ts";
import { dynamoReplyStore } from "./satisfaction/store/dynamo-reply-store.ts";
import { satisfactionDataSubject } from "./satisfaction/use-cases/data-subject.ts";
import { dynamoCaseStore } from "./vetting/store/dynamo-case-store.ts";
import { vettingDataSubject } from "./vetting/use-cases/data-subject.ts";

/** What the slices besides accounts hold on people, and how people leave them, over a table and the bucket of files that the environment names. */
export function dataSubject(table: Table, site: URL, environment: Readonly<Record<string, string | undefined>>): DataSubject {
  // Read when the first file is removed: whoever only looks at what is held starts without.
  const removeFile = async (key: string) => (await import("../shared/files/file-store.ts")).fileStore(environment).remove(key);
  return dataSubjectOf([
    vettingDataSubject({ store: dynamoCaseStore(table), newId, site, removeFile }),
    // Before arrangements: who leaves a pool hands its hours on.
    poolsDataSubject({ store: dynamoPoolStore(table), account: dynamoPeopleStore(table).account, newId, site }),
    arrangementsDataSubject(dynamoArrangementStore(table), dynamoShortlistStore(table)),
    hoursDataSubject(dynamoHoursStore(table)),
    // Before recipients: it finds what it ends by the link that they end.
    setUpDataSubject(dynamoSetUpStore(table), dynamoRecipientStore(table).linkedWith),
    recipientDataSubject(dynamoRecipientStore(table), sealedFields(fieldKeys(storedSecret(environment, environment["FIELD_KEYS_SECRET"] ?? ""), Date.now))),
    requestsDataSubject(dynamoRequestStore(table)),
    balancesDataSubject(dynamoBalanceCaseStore(table), dynamoReceiptStore(table), dynamoPaperStore(table), removeFile),
    statedDataSubject({
      ...{ store: dynamoStatedStore(table), cases: dynamoBalanceCaseStore(table) },
      accountOf: async (person) => (await dynamoRecipientStore(table).linkedWith(person))?.body.id,
      ledgers: () => dynamoLedgerStore(openTable(awsConnectionFrom(environment), environment["LEDGER_TABLE"] ?? "")),
    }),
    reviewsDataSubject({ ...dynamoReviewStore(table), ...dynamoInvitationStore(table) }),
    workingGroupDataSubject(dynamoFeedbackStore(table)),
    satisfactionDataSubject(dynamoReplyStore(table)),
    alertsDataSubject(dynamoAlertStore(table)),
    contactsDataSubject(dynamoContactStore(table), servicePolicy.contacts),
  ]);
}
