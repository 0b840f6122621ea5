import type { EpochMillis } from "../../../shared/domain/time.ts";
import { queueSender } from "../../../shared/due/queue-sender.ts";
import { UnusableFile } from "../../../shared/import/encoding.ts";
import type { ImportBucket } from "../../../shared/import/import-bucket.ts";
import { KINDS_OF_SLICE } from "../../../shared/import/kinds.ts";
import { addedUp, type NotedReport } from "../../../shared/import/report.ts";
import { shelvesFor } from "../../../shared/import/row-shelves.ts";
import type { Progress } from "../../../shared/import/rows.ts";
import { droppedFileTaker } from "../../../shared/import/take-dropped.ts";
import { statementLayouts } from "../../../shared/policy/statement-layouts.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { hotReader } from "../../../shared/table/hot-reader.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { dynamoImportStore } from "../store/dynamo-import-store.ts";
import { dynamoLedgerStore } from "../store/dynamo-ledger-store.ts";
import { importStatement } from "../use-cases/import-statement.ts";
import { type CheckMessage, checkMessages } from "../use-cases/plan-checks.ts";
import { statementsIn } from "../use-cases/statement-store.ts";
import { StatementImportEnv } from "./statement-drop.env.ts";

const [KIND] = KINDS_OF_SLICE.balances;

/** Which statements are brought: whose, in which layout, and of which account where the layout does not say. */
export interface BroughtStatements {
  readonly authority: string;
  readonly layout: string;
  readonly reference?: string | undefined;
  /** The one account whose rows are taken: those of any other are refused. */
  readonly only?: string | undefined;
  readonly progress?: Progress | undefined;
}

/** Brings a council's statements in, whoever hands them over. Throws `UnusableFile` for a file that cannot be taken. */
export function statementImporter(
  environment: Readonly<Record<string, string | undefined>>,
  now: () => EpochMillis = Date.now,
  handOn?: (messages: readonly CheckMessage[]) => Promise<void>,
) {
  const { LEDGER_TABLE, BALANCE_CHECK_QUEUE_URL } = StatementImportEnv.parse(environment);
  const connection = awsConnectionFrom(environment);
  const table = openTable(connection, LEDGER_TABLE, now);
  const ledgers = dynamoLedgerStore(table);
  const store = statementsIn(dynamoImportStore(table, hotReader(connection, LEDGER_TABLE), ledgers), ledgers);
  const send = handOn ?? (BALANCE_CHECK_QUEUE_URL === undefined ? undefined : queueSender<CheckMessage>(environment, BALANCE_CHECK_QUEUE_URL));
  const looked = async (accounts: readonly string[]): Promise<void> => send?.(checkMessages(accounts));
  return {
    close: () => table.client.destroy(),
    async take(files: readonly string[], { authority, layout: name, reference, only, progress = () => undefined }: BroughtStatements): Promise<NotedReport> {
      const layout = statementLayouts().get(name);
      if (!layout) throw new UnusableFile(`There is no layout ${name}: use one of ${[...statementLayouts().keys()].join(", ")}`);
      const notes: string[] = [];
      const report = await addedUp(files, async (file) => {
        const shelves = await shelvesFor(file);
        try {
          const deps = { store, shelves, authority, named: { name, layout }, reference, only, now, looked, progress };
          const done = await importStatement(file, deps);
          notes.push(...done.notes);
          return done;
        } finally {
          await shelves.close();
        }
      });
      return { ...report, notes };
    },
  };
}

/** Takes in the statements that are dropped in the bucket, as `card-statement/GSS/LAYOUT.NAME.csv`. */
export function statementDropper(
  environment: Readonly<Record<string, string | undefined>>,
  bucket: ImportBucket,
  now: () => EpochMillis = Date.now,
): (event: unknown) => Promise<void> {
  const importer = statementImporter(environment, now);
  return droppedFileTaker(bucket, [KIND], ({ authority, name }, file) => importer.take([file], { authority, layout: name.split(".")[0] ?? "" }));
}
