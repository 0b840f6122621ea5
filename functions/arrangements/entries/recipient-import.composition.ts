import { systemContext } from "../../../shared/audit/context.ts";
import { type EpochMillis, londonDate } from "../../../shared/domain/time.ts";
import type { Note } from "../../../shared/import/encoding.ts";
import type { ImportBucket } from "../../../shared/import/import-bucket.ts";
import { KINDS_OF_SLICE } from "../../../shared/import/kinds.ts";
import { addedUp, type NotedReport } from "../../../shared/import/report.ts";
import { csvRows, type Progress } from "../../../shared/import/rows.ts";
import { droppedFileTaker } from "../../../shared/import/take-dropped.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { dueOf } from "../../../shared/records/record-policy.ts";
import { storedSecret } from "../../../shared/runtime/secret.ts";
import { fieldKeys } from "../../../shared/sealed-fields/field-keys.ts";
import { sealedFields } from "../../../shared/sealed-fields/sealed-fields.ts";
import { keyRing } from "../../../shared/session/key-ring.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { RECIPIENT_COLUMNS } from "../rules/recipient-row.ts";
import { dynamoRecipientStore } from "../store/dynamo-recipient-store.ts";
import { arrangementsEntities } from "../store/entities.ts";
import { importRecipients } from "../use-cases/import-recipients.ts";
import { RecipientImportEnv } from "./recipient-drop.env.ts";
import { recipientIds } from "./recipient-ids.composition.ts";

const [KIND] = KINDS_OF_SLICE.arrangements;

/** Brings the people of a council's files in, whoever hands them over. Throws `UnusableFile` for a file that cannot be taken. */
export function recipientImporter(environment: Readonly<Record<string, string | undefined>>, now: () => EpochMillis = Date.now) {
  const { TABLE_NAME, KEYS_SECRET, FIELD_KEYS_SECRET } = RecipientImportEnv.parse(environment);
  const table = openTable(awsConnectionFrom(environment), TABLE_NAME, now);
  const store = dynamoRecipientStore(table);
  const idOf = recipientIds(keyRing(storedSecret(environment, KEYS_SECRET), now, servicePolicy));
  const fields = sealedFields(fieldKeys(storedSecret(environment, FIELD_KEYS_SECRET), now));
  return {
    close: () => table.client.destroy(),
    async take(files: readonly string[], authority: string, progress: Progress = () => undefined): Promise<NotedReport> {
      const notes: string[] = [];
      const note: Note = (text) => void notes.push(`The file ${text}`);
      const today = londonDate(now());
      const isOver = (recipient: object): boolean => {
        const due = dueOf(arrangementsEntities.recipient.policy, recipient);
        return due !== undefined && due.day <= today;
      };
      const { mostWeeklyPence } = servicePolicy.imports;
      const report = await addedUp(files, (file) => {
        const context = systemContext("import", now());
        const deps = { store, idOf, fields, isOver, authority, mostWeeklyPence, context, progress };
        return importRecipients(csvRows(file, RECIPIENT_COLUMNS, note), deps);
      });
      return { ...report, notes };
    },
  };
}

/** Takes in the files of recipients that are dropped in the bucket. */
export function recipientDropper(
  environment: Readonly<Record<string, string | undefined>>,
  bucket: ImportBucket,
  now: () => EpochMillis = Date.now,
): (event: unknown) => Promise<void> {
  const importer = recipientImporter(environment, now);
  return droppedFileTaker(bucket, [KIND], ({ authority }, file) => importer.take([file], authority));
}
