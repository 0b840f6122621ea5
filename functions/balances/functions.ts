import { KINDS_OF_SLICE } from "../../shared/import/kinds.ts";
import { allGrants, grantsFor, NOTICE_GRANTS, partitionsOf, REQUEST_GRANTS } from "../../shared/records/grants.ts";
import { keys } from "../../shared/table/keys.ts";
import type { FunctionSpec } from "../function-spec.ts";
import { BalanceAskEnv } from "./entries/balance-ask.env.ts";
import { BalanceCheckEnv } from "./entries/balance-check.env.ts";
import { BalanceFactsEnv } from "./entries/balance-facts.env.ts";
import { BalancePlanEnv } from "./entries/balance-plan.env.ts";
import { BalanceSweepEnv } from "./entries/balance-sweep.env.ts";
import { BalancesEnv } from "./entries/balances.env.ts";
import { StatementDropEnv } from "./entries/statement-drop.env.ts";
import { StatementsEnv } from "./entries/statements.env.ts";
import { balancesEntities } from "./store/entities.ts";
import { balancesIndexes, ledgerKeys } from "./store/keys.ts";

/** What the council knows of a recipient: a record of another slice's, read by its key. */
const RECIPIENTS = "RECIPIENT#*";
/** Which of them is a person's. */
const LINKS = "RECIPIENT-OF#*";

/** The functions of the balances slice. */
export const balancesFunctions = {
  statementDrop: {
    entry: "functions/balances/entries/statement-drop.handler.ts",
    env: StatementDropEnv,
    table: { mode: "none" },
    ledger: { mode: "write", partitions: partitionsOf(ledgerKeys.head, ledgerKeys.due), reads: partitionsOf(ledgerKeys.alias) },
    memoryMb: 1769,
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
    sendsTo: ["balanceCheck"],
    queue: {
      batchSize: 10,
      visibilitySeconds: 360,
      maxReceiveCount: 5,
      maxConcurrency: 5,
      // One that was removed has no image, and its key says what it was.
      outbox: {
        filter: { dynamodb: { Keys: { sk: { S: ["RECIPIENT", "ARRANGEMENT", "REQUEST", "POOL"] } } } },
        message: '{"record": <$.dynamodb.Keys.pk.S>}',
      },
    },
  },
  balanceCheck: {
    entry: "functions/balances/entries/balance-check.handler.ts",
    env: BalanceCheckEnv,
    table: { mode: "none" },
    ledger: { mode: "write", partitions: partitionsOf(ledgerKeys.head, ledgerKeys.due, ledgerKeys.runDone) },
    memoryMb: 1024,
    timeoutSeconds: 60,
    ifItFails: "Some direct payment accounts are not checked, not even when a statement comes.",
    sendsTo: ["balanceAsk"],
    queue: { batchSize: 10, visibilitySeconds: 360, maxReceiveCount: 5, maxConcurrency: 10 },
  },
  balanceAsk: {
    entry: "functions/balances/entries/balance-ask.handler.ts",
    env: BalanceAskEnv,
    table: { mode: "write", signedIn: true, ...allGrants(grantsFor(balancesEntities), NOTICE_GRANTS), reads: [RECIPIENTS] },
    ledger: { mode: "read", partitions: partitionsOf(ledgerKeys.head) },
    memoryMb: 512,
    timeoutSeconds: 60,
    secrets: ["keys"],
    ifItFails: "What a check found is not asked about, and a question stands though a later statement answers it.",
    queue: { batchSize: 10, visibilitySeconds: 360, maxReceiveCount: 5, maxConcurrency: 5 },
  },
  balances: {
    entry: "functions/balances/entries/balances.handler.ts",
    env: BalancesEnv,
    table: { mode: "write", signedIn: true, ...allGrants(grantsFor(balancesEntities), NOTICE_GRANTS, REQUEST_GRANTS), reads: [RECIPIENTS] },
    memoryMb: 1024,
    timeoutSeconds: 15,
    secrets: ["keys"],
    ifItFails: "People cannot answer a question about their balance, and finance officers cannot see or work on any.",
  },
  statements: {
    entry: "functions/balances/entries/statements.handler.ts",
    env: StatementsEnv,
    table: { mode: "write", signedIn: true, ...allGrants(REQUEST_GRANTS), reads: [RECIPIENTS, LINKS] },
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
      ...allGrants(grantsFor(balancesEntities), NOTICE_GRANTS, {
        partitions: [keys.dayDone("balanceSweep", "").pk],
        indexes: { gsi3: partitionsOf(balancesIndexes.balancesDue) },
      }),
      reads: [RECIPIENTS],
    },
    memoryMb: 512,
    timeoutSeconds: 600,
    secrets: ["keys"],
    ifItFails: "Questions about balances and reminders are not sent, and officers do not see who they must call.",
    // When people are up: it sends text messages.
    schedule: { dailyAtUtc: "09:15" },
  },
} as const satisfies Record<string, FunctionSpec>;
