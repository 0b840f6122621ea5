import { KINDS_OF_SLICE } from "../../shared/import/kinds.ts";
import { allGrants, grantsFor, NOTICE_GRANTS, partitionsOf, REQUEST_GRANTS } from "../../shared/records/grants.ts";
import { indexes, keys } from "../../shared/table/keys.ts";
import type { FunctionSpec } from "../function-spec.ts";
import { BalanceAskEnv } from "./entries/balance-ask.env.ts";
import { BalanceCheckEnv } from "./entries/balance-check.env.ts";
import { BalanceFactsEnv } from "./entries/balance-facts.env.ts";
import { BalanceFiguresEnv } from "./entries/balance-figures.env.ts";
import { BalancePlanEnv } from "./entries/balance-plan.env.ts";
import { BalanceRecordsEnv } from "./entries/balance-records.env.ts";
import { BalanceSweepEnv } from "./entries/balance-sweep.env.ts";
import { BalanceTrialEnv } from "./entries/balance-trial.env.ts";
import { BalancesEnv } from "./entries/balances.env.ts";
import { ReceiptCheckEnv } from "./entries/receipt-check.env.ts";
import { StatementDropEnv } from "./entries/statement-drop.env.ts";
import { StatementsEnv } from "./entries/statements.env.ts";
import { caseEntities, statedEntities } from "./store/entities.ts";
import { balancesIndexes, balancesKeys, ledgerKeys } from "./store/keys.ts";

/** What the council knows of a recipient, and with which account that is linked: records of another slice's, read by their keys. */
const RECIPIENTS = "RECIPIENT#*";
const RECIPIENTS_OF = "RECIPIENT-OF#*";

/** Whether messages to somebody arrive is seen by those they had. */
const ARRIVALS = { indexes: { gsi1: partitionsOf(indexes.noticesOf) } };

/** The functions of the balances slice. */
export const balancesFunctions = {
  statementDrop: {
    entry: "functions/balances/entries/statement-drop.handler.ts",
    env: StatementDropEnv,
    table: { mode: "none" },
    ledger: { mode: "write", partitions: partitionsOf(ledgerKeys.head, ledgerKeys.due), reads: partitionsOf(ledgerKeys.alias) },
    memoryMb: 1769,
    // A file, and its rows by account, which take as much: five million rows are half a gigabyte.
    diskMb: 2048,
    timeoutSeconds: 900,
    // One file after the other: what was posted first comes first.
    atOnce: 1,
    ifItFails: "Statements that were handed over are not taken in, and people may be asked for what has been sent.",
    imports: { kinds: KINDS_OF_SLICE.balances },
    sendsTo: ["balanceCheck"],
    wakes: "file-dropped",
  },
  balancePlan: {
    entry: "functions/balances/entries/balance-plan.handler.ts",
    env: BalancePlanEnv,
    table: { mode: "none" },
    ledger: {
      mode: "write",
      partitions: [keys.dayDone("balancePlan", "").pk, ...partitionsOf(ledgerKeys.run, ledgerKeys.runPart)],
      reads: partitionsOf(ledgerKeys.due),
    },
    memoryMb: 512,
    timeoutSeconds: 600,
    ifItFails: "Balances of direct payments are not checked, and surpluses and shortfalls go unnoticed.",
    // Before people are up; what a night's statements brought was looked at when they came.
    schedule: { dailyAtUtc: "05:00" },
    sendsTo: ["balanceCheck"],
  },
  balanceFacts: {
    entry: "functions/balances/entries/balance-facts.handler.ts",
    env: BalanceFactsEnv,
    // What it reads of other slices' records, `functions.ts` adds.
    table: { mode: "none" },
    ledger: { mode: "write", partitions: partitionsOf(ledgerKeys.head, ledgerKeys.due, ledgerKeys.alias) },
    memoryMb: 512,
    timeoutSeconds: 60,
    ifItFails: "Checks of direct payment accounts work with what was known before, and new accounts are not checked.",
    // A stream has room for two followers: reviews hear of the same records from here.
    sendsTo: ["balanceCheck", "reviewFacts"],
    queue: {
      batchSize: 10,
      visibilitySeconds: 360,
      maxReceiveCount: 5,
      maxConcurrency: 5,
      // One that was removed has no image, and its key says what it was.
      outbox: {
        filter: {
          dynamodb: {
            Keys: {
              sk: { S: ["RECIPIENT", "ARRANGEMENT", "REQUEST", "POOL", "SET-ASIDE", "ACCOUNT-NOTE", "INVOICE", "PAPER-STATEMENT", { prefix: "CASE#" }] },
            },
          },
        },
        message: '{"record": <$.dynamodb.Keys.pk.S>}',
      },
    },
  },
  balanceCheck: {
    entry: "functions/balances/entries/balance-check.handler.ts",
    env: BalanceCheckEnv,
    table: { mode: "none" },
    ledger: { mode: "write", partitions: partitionsOf(ledgerKeys.head, ledgerKeys.due, ledgerKeys.runDone, ledgerKeys.overLine) },
    memoryMb: 1024,
    timeoutSeconds: 60,
    ifItFails: "Some direct payment accounts are not checked, not even when a statement comes.",
    sendsTo: ["balanceAsk"],
    queue: { batchSize: 10, visibilitySeconds: 360, maxReceiveCount: 5, maxConcurrency: 10 },
  },
  balanceAsk: {
    entry: "functions/balances/entries/balance-ask.handler.ts",
    env: BalanceAskEnv,
    table: { mode: "write", signedIn: true, ...allGrants(grantsFor(caseEntities), NOTICE_GRANTS), reads: [RECIPIENTS] },
    ledger: { mode: "read", partitions: partitionsOf(ledgerKeys.head) },
    memoryMb: 512,
    timeoutSeconds: 60,
    secrets: ["keys"],
    ifItFails: "What a check found is not asked about, and a question stands though a later statement answers it.",
    queue: { batchSize: 10, visibilitySeconds: 360, maxReceiveCount: 5, maxConcurrency: 5 },
  },
  balanceTrial: {
    entry: "functions/balances/entries/balance-trial.handler.ts",
    env: BalanceTrialEnv,
    table: { mode: "read", partitions: partitionsOf(balancesKeys.balanceCase) },
    ledger: { mode: "write", partitions: partitionsOf(ledgerKeys.trial), reads: partitionsOf(ledgerKeys.head, ledgerKeys.due) },
    memoryMb: 1769,
    timeoutSeconds: 300,
    ifItFails: "A trial of other rules does not finish, and officers do not see what a rule would do.",
    // Nobody is waiting for it but one officer: checks of the day go first.
    queue: { batchSize: 1, visibilitySeconds: 1800, maxReceiveCount: 3, maxConcurrency: 4 },
  },
  balanceFigures: {
    entry: "functions/balances/entries/balance-figures.handler.ts",
    env: BalanceFiguresEnv,
    // Which arrangements and listings it reads, `functions.ts` adds.
    table: { mode: "write", partitions: partitionsOf(keys.moneyFigures) },
    ledger: { mode: "read", partitions: partitionsOf(ledgerKeys.head, ledgerKeys.due) },
    memoryMb: 1769,
    timeoutSeconds: 900,
    ifItFails: "Commissioners do not see what last month's direct payments were spent on. The next run makes up for it.",
    // Before anyone else needs the accounts.
    schedule: { dailyAtUtc: "02:00" },
  },
  balances: {
    entry: "functions/balances/entries/balances.handler.ts",
    env: BalancesEnv,
    table: {
      mode: "write",
      signedIn: true,
      ...allGrants(grantsFor(caseEntities), NOTICE_GRANTS, REQUEST_GRANTS, ARRIVALS),
      reads: [RECIPIENTS, RECIPIENTS_OF],
    },
    // What statements say of an account, for its person and for finance officers; what became of the checks of a day, and what the council is late with.
    // It writes no money: only the rules that an officer tries.
    ledger: {
      mode: "write",
      partitions: partitionsOf(ledgerKeys.trial),
      reads: partitionsOf(ledgerKeys.head, ledgerKeys.run, ledgerKeys.runPart, ledgerKeys.overLine),
    },
    sendsTo: ["balanceTrial"],
    memoryMb: 1024,
    timeoutSeconds: 15,
    secrets: ["keys"],
    files: ["form", "open"],
    ifItFails: "People cannot answer a question about their balance, and finance officers cannot see or work on any.",
  },
  receiptCheck: {
    entry: "functions/balances/entries/receipt-check.handler.ts",
    env: ReceiptCheckEnv,
    table: {
      mode: "write",
      ...grantsFor({ receipt: caseEntities.receipt, "paper-statement": caseEntities["paper-statement"] }),
      reads: partitionsOf(keys.account),
    },
    memoryMb: 1024,
    timeoutSeconds: 60,
    ifItFails: "Receipts and photos of statements that people send stay unchecked, and no one can view them.",
    files: ["read", "keep", "remove"],
    wakes: "receipt-scanned",
  },
  balanceRecords: {
    entry: "functions/balances/entries/balance-records.handler.ts",
    env: BalanceRecordsEnv,
    // Which arrangements and recipients it reads, `functions.ts` adds. Of cases it notes who looked.
    table: { mode: "write", signedIn: true, ...allGrants(grantsFor({ ...statedEntities, ...caseEntities }), NOTICE_GRANTS, REQUEST_GRANTS) },
    ledger: { mode: "read", partitions: partitionsOf(ledgerKeys.head) },
    memoryMb: 1024,
    timeoutSeconds: 15,
    secrets: ["keys"],
    files: ["form"],
    ifItFails: "No one can set money aside, add or accept an invoice, or say what money that came in is; checks work with what was known before.",
  },
  statements: {
    entry: "functions/balances/entries/statements.handler.ts",
    env: StatementsEnv,
    table: { mode: "write", signedIn: true, ...allGrants(REQUEST_GRANTS), reads: [RECIPIENTS, RECIPIENTS_OF] },
    ledger: { mode: "write", partitions: partitionsOf(ledgerKeys.head, ledgerKeys.due), reads: partitionsOf(ledgerKeys.alias) },
    memoryMb: 1024,
    timeoutSeconds: 15,
    secrets: ["keys"],
    ifItFails: "People cannot send statements of their accounts, and may be asked for what they wanted to send.",
    sendsTo: ["balanceCheck"],
  },
  balanceSweep: {
    entry: "functions/balances/entries/balance-sweep.handler.ts",
    env: BalanceSweepEnv,
    table: {
      mode: "write",
      signedIn: true,
      ...allGrants(grantsFor(caseEntities), NOTICE_GRANTS, {
        partitions: [keys.dayDone("balanceSweep", "").pk, keys.dayDone("balanceAllWell", "").pk],
        indexes: { ...ARRIVALS.indexes, gsi3: partitionsOf(balancesIndexes.balancesDue) },
      }),
      reads: [RECIPIENTS],
    },
    // Whose turn it is, and what their checks of a year came to.
    ledger: { mode: "read", partitions: partitionsOf(ledgerKeys.head, ledgerKeys.due) },
    memoryMb: 512,
    timeoutSeconds: 600,
    secrets: ["keys"],
    ifItFails: "Questions about balances and reminders are not sent, no one hears that all is well, and officers do not see who they must call.",
    // When people are up: it sends text messages.
    schedule: { dailyAtUtc: "09:15" },
  },
} as const satisfies Record<string, FunctionSpec>;
