import { londonDate, millisOf } from "../../../shared/domain/time.ts";
import { openAccount } from "../../../shared/people/open-account.ts";
import { dueCouncilOf } from "../../../shared/policy/due-council.ts";
import { demandFactPolicy, demandFactShape, monthOfFact } from "../../../shared/records/demand-facts.ts";
import { derivedKind, type Entities, keyed, placed } from "../../../shared/records/entity.ts";
import { keys } from "../../../shared/table/keys.ts";
import { AccountNote } from "../rules/account-note.ts";
import { amountOf, BalanceCase, isClosed } from "../rules/balance-case.ts";
import { factOfCase } from "../rules/demand-fact.ts";
import { sentQuestionOf } from "../rules/false-alarms.ts";
import { InvoiceRecord } from "../rules/invoice.ts";
import { PaperStatements } from "../rules/paper-statement.ts";
import { Receipt } from "../rules/receipt.ts";
import { SetAsideRecord } from "../rules/set-aside-record.ts";
import type { BalanceRecords } from "../use-cases/case-ports.ts";
import type { StatedKinds } from "../use-cases/record-ports.ts";
import { balancesIndexes, balancesKeys } from "./keys.ts";
import register from "./records.json" with { type: "json" };
import { asTheyAre, caseAmountShape, caseAsItIs, caseQuestionShape, caseWorkedShape } from "./shapes.ts";

/** The most that the list by amount tells apart: its key has so many digits. */
const MOST_SORTED_PENCE = 999_999_999;

export const caseEntities: Entities<BalanceRecords> = {
  "balance-case": {
    schema: BalanceCase,
    schemaVersion: 3,
    upcasters: caseAsItIs,
    key: keyed(balancesKeys.balanceCase, ({ account, number }) => [account, number]),
    policy: register.records["balance-case"],
    // What somebody spent, answered or owes stands in the record alone: the trail says that it changed.
    auditedFields: ["id", "state", "outcome", "openedAt", "closedAt", "nextOn"],
    needs: (one) => (one.owner === undefined || isClosed(one) ? [] : [openAccount(one.owner)]),
    derived: [
      derivedKind(caseAmountShape, register.records["case-amount"], balancesKeys.caseAmount, (one) =>
        isClosed(one) ? undefined : { key: [one.authority, Math.min(amountOf(one), MOST_SORTED_PENCE), one.account, one.number], attributes: { case: one.id } },
      ),
      derivedKind(caseWorkedShape, register.records["case-worked"], balancesKeys.caseWorked, (one) =>
        isClosed(one) ? undefined : { key: [one.authority, one.workedOn, one.account, one.number], attributes: { case: one.id, workedOn: one.workedOn } },
      ),
      derivedKind(caseQuestionShape, register.records["case-question"], balancesKeys.caseQuestion, (one) => {
        const sent = sentQuestionOf(one);
        return sent && { key: [one.authority, sent.month, one.account, one.number], attributes: { ...sent.question } };
      }),
      derivedKind(demandFactShape, demandFactPolicy, keys.demandFact, (one) => {
        const fact = factOfCase(one);
        return fact && { key: [one.authority, monthOfFact(fact), fact.kind, one.id], attributes: { ...fact } };
      }),
    ],
    byPerson: placed(balancesIndexes.balanceCasesOf, ({ owner, openedAt, id }) =>
      owner === undefined ? undefined : { in: [owner], sort: `${openedAt}#${id}` },
    ),
    byCouncil: placed(balancesIndexes.councilBalances, (one) =>
      isClosed(one) ? undefined : { in: [one.authority], sort: `${londonDate(millisOf(one.openedAt)).replaceAll("-", "")}-${one.id}` },
    ),
    due: ({ nextOn, authority }) => (nextOn === undefined ? undefined : balancesIndexes.balancesDue(nextOn, dueCouncilOf(authority))),
  },
  "paper-statement": {
    schema: PaperStatements,
    schemaVersion: 3,
    // Version 3 knows pages that officers added; what was stored before knew none.
    upcasters: { ...asTheyAre, 2: (body) => body },
    key: keyed(balancesKeys.paperStatement, ({ id }) => [id]),
    policy: register.records["paper-statement"],
    auditedFields: ["id", "lastDay"],
    needs: ({ owner }) => (owner === undefined ? [] : [openAccount(owner)]),
    byPerson: placed(balancesIndexes.paperStatementsOf, ({ owner, id }) => (owner === undefined ? undefined : { in: [owner], sort: id })),
  },
  receipt: {
    schema: Receipt,
    schemaVersion: 1,
    key: keyed(balancesKeys.receipt, ({ account, movement }) => [account, movement]),
    policy: register.records.receipt,
    auditedFields: ["id", "startedAt"],
    needs: ({ owner }) => (owner === undefined ? [] : [openAccount(owner)]),
    byPerson: placed(balancesIndexes.receiptsOf, ({ owner, startedAt, id }) => (owner === undefined ? undefined : { in: [owner], sort: `${startedAt}#${id}` })),
  },
};

/** What people and officers state of accounts. */
export const statedEntities: Entities<StatedKinds> = {
  "set-aside": {
    schema: SetAsideRecord,
    schemaVersion: 1,
    key: keyed(balancesKeys.setAside, ({ id }) => [id]),
    policy: register.records["set-aside"],
    // What somebody saves for, and how much, stands in the record alone, with when it was said.
    auditedFields: ["id", "lastDay"],
  },
  "account-note": {
    schema: AccountNote,
    schemaVersion: 2,
    upcasters: asTheyAre,
    key: keyed(balancesKeys.accountNote, ({ id }) => [id]),
    policy: register.records["account-note"],
    auditedFields: ["id", "lastDay"],
  },
  invoice: {
    schema: InvoiceRecord,
    schemaVersion: 1,
    key: keyed(balancesKeys.invoice, ({ id }) => [id]),
    policy: register.records.invoice,
    auditedFields: ["id", "arrangement", "state", "from", "to", "paidOn"],
    needs: ({ owner, state }) => (state === "stated" ? [openAccount(owner)] : []),
    byPerson: placed(balancesIndexes.invoicesOf, ({ owner, to, id }) => ({ in: [owner], sort: `${to}#${id}` })),
  },
};

export const balancesEntities = { ...caseEntities, ...statedEntities };
