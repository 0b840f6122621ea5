import { allGrants, grantsFor, LISTING_GRANTS, NOTICE_GRANTS, partitionsOf } from "../shared/records/grants.ts";
import { indexes, keys } from "../shared/table/keys.ts";
import { accountsFunctions } from "./accounts/functions.ts";
import { accountsEntities } from "./accounts/store/entities.ts";
import { arrangementsFunctions } from "./arrangements/functions.ts";
import { arrangementsEntities } from "./arrangements/store/entities.ts";
import { assetsFunctions } from "./assets/functions.ts";
import { balancesFunctions } from "./balances/functions.ts";
import { caseEntities, statedEntities } from "./balances/store/entities.ts";
import { directoryFunctions } from "./directory/functions.ts";
import { feedbackFunctions } from "./feedback/functions.ts";
import type { FunctionSpec } from "./function-spec.ts";
import { marketFunctions } from "./market/functions.ts";
import { noticesFunctions } from "./notices/functions.ts";
import { operationsFunctions } from "./operations/functions.ts";
import { everyEntity } from "./record-register.ts";
import { reviewsFunctions } from "./reviews/functions.ts";
import { satisfactionFunctions } from "./satisfaction/functions.ts";
import { vettingFunctions } from "./vetting/functions.ts";
import { vettingEntities } from "./vetting/store/entities.ts";

/** All that belongs to people, in every slice: found where they ask what is held on them, and ended where they are erased. */
const everyRecord = allGrants(grantsFor(everyEntity), LISTING_GRANTS, NOTICE_GRANTS, { indexes: { gsi2: partitionsOf(indexes.clientsOf) } });

/** What knowing who asks, and for whom they may act, reaches. */
const signedIn = grantsFor(accountsEntities);

/** Who acts for somebody. */
const delegationsFor = accountsEntities.delegation.byPerson ?? { partition: "" };

/** The records that the facts of an account are made of. */
const { recipient, arrangement, request, pool } = arrangementsEntities;
const { "set-aside": setAside, "account-note": accountNote, invoice } = statedEntities;
const { "paper-statement": paper } = caseEntities;
const behindAccounts = {
  partitions: partitionsOf(
    ...[recipient, arrangement, request, pool, setAside, accountNote, invoice, paper].map(({ key }) => key),
    ...(recipient.derived ?? []),
    keys.listing,
  ),
  indexes: { gsi1: partitionsOf(...[arrangement, request, invoice].flatMap(({ byPerson }) => byPerson ?? [])) },
};

const { balanceRecords: statedAlone } = balancesFunctions;
/** What is stated of accounts, with the support and the direct payments that it is about; they are read, and never written. */
const balanceRecords = whole({
  ...statedAlone,
  table: {
    ...statedAlone.table,
    ...allGrants(statedAlone.table, { indexes: { gsi1: partitionsOf(...[arrangement].flatMap(({ byPerson }) => byPerson ?? [])) } }),
    reads: [...partitionsOf(recipient.key, arrangement.key, ...(recipient.derived ?? [])), ...partitionsOf(keys.listing)],
  },
});

const { balanceSweep: sweepAlone } = balancesFunctions;
/** The sweep of cases, with who supports someone, and what they chose that those hear. */
const balanceSweep = whole({
  ...sweepAlone,
  table: {
    ...sweepAlone.table,
    ...allGrants(sweepAlone.table, { indexes: { gsi1: partitionsOf(...[arrangement].flatMap(({ byPerson }) => byPerson ?? [])) } }),
    reads: [...sweepAlone.table.reads, ...partitionsOf(arrangement.key, accountNote.key, keys.listing)],
  },
});

/** A function with what it reaches besides its slice's records. */
function whole<Spec extends FunctionSpec>(spec: Spec): Spec {
  const { table } = spec;
  if (table.mode === "none" || table.mode === "scan" || !(table.everyRecord || table.signedIn)) return spec;
  return { ...spec, table: { ...table, ...allGrants(table, table.everyRecord ? everyRecord : {}, table.signedIn ? signedIn : {}) } };
}

/** Who sees the final statement of somebody without an account is noted on the council's record of them. */
const recipientTrail = { partitions: grantsFor({ recipient }).partitions };
const forBalances = whole(balancesFunctions.balances);

/** Every function: CDK, the bundles and the local system read this list. */
export const functions = {
  ...directoryFunctions,
  alerts: whole(directoryFunctions.alerts),
  ...assetsFunctions,
  ...accountsFunctions,
  // People are shown what is in the table of money of theirs.
  account: { ...whole(accountsFunctions.account), ledger: balancesFunctions.balanceRecords.ledger },
  retentionOne: whole(accountsFunctions.retentionOne),
  ...vettingFunctions,
  vetting: whole(vettingFunctions.vetting),
  arrangements: whole(arrangementsFunctions.arrangements),
  shortlist: whole(arrangementsFunctions.shortlist),
  freeHours: whole(arrangementsFunctions.freeHours),
  askHours: arrangementsFunctions.askHours,
  pooling: whole(arrangementsFunctions.pooling),
  recipients: whole(arrangementsFunctions.recipients),
  recipientDrop: arrangementsFunctions.recipientDrop,
  requests: whole(arrangementsFunctions.requests),
  requestTell: arrangementsFunctions.requestTell,
  requestSweep: arrangementsFunctions.requestSweep,
  contacts: whole(arrangementsFunctions.contacts),
  contactSweep: whole(arrangementsFunctions.contactSweep),
  setUpClock: arrangementsFunctions.setUpClock,
  ...noticesFunctions,
  ...operationsFunctions,
  ...balancesFunctions,
  balanceAsk: whole(balancesFunctions.balanceAsk),
  balances: { ...forBalances, table: { ...forBalances.table, ...allGrants(forBalances.table, recipientTrail) } },
  balanceSweep,
  balanceRecords,
  statements: whole(balancesFunctions.statements),
  balanceFacts: { ...balancesFunctions.balanceFacts, table: { mode: "read", ...behindAccounts } },
  balanceFigures: {
    ...balancesFunctions.balanceFigures,
    table: {
      ...balancesFunctions.balanceFigures.table,
      reads: partitionsOf(arrangement.key, keys.listing),
      indexes: { gsi2: partitionsOf(...[arrangement].flatMap(({ byCouncil }) => byCouncil ?? [])) },
    },
  },
  ...reviewsFunctions,
  reviews: whole(reviewsFunctions.reviews),
  reviewPlan: {
    ...reviewsFunctions.reviewPlan,
    table: { ...reviewsFunctions.reviewPlan.table, ...allGrants(reviewsFunctions.reviewPlan.table, { indexes: { gsi1: partitionsOf(delegationsFor) } }) },
  },
  reviewFacts: {
    ...reviewsFunctions.reviewFacts,
    table: {
      ...reviewsFunctions.reviewFacts.table,
      ...allGrants(reviewsFunctions.reviewFacts.table, { indexes: behindAccounts.indexes }),
      reads: [...behindAccounts.partitions, ...partitionsOf(caseEntities["balance-case"].key, keys.account)],
    },
  },
  ...feedbackFunctions,
  feedback: whole(feedbackFunctions.feedback),
  ...satisfactionFunctions,
  satisfaction: whole(satisfactionFunctions.satisfaction),
  ...marketFunctions,
  market: whole(marketFunctions.market),
  marketBuild: {
    ...marketFunctions.marketBuild,
    table: {
      ...marketFunctions.marketBuild.table,
      indexes: {
        gsi1: partitionsOf(...[arrangement].flatMap(({ byPerson }) => byPerson ?? [])),
        gsi2: partitionsOf(...[recipient].flatMap(({ byCouncil }) => byCouncil ?? [])),
      },
    },
  },
  // Cases in their council's lists, and their trails without why anything was done.
  marketSignals: {
    ...marketFunctions.marketSignals,
    table: {
      ...marketFunctions.marketSignals.table,
      reads: [...marketFunctions.marketSignals.table.reads, keys.auditEntry("CASE#*", 0).pk],
      indexes: { gsi2: partitionsOf(...[vettingEntities.case].flatMap(({ byCouncil }) => byCouncil ?? [])) },
    },
  },
} as const satisfies Record<string, FunctionSpec>;

export type FunctionName = keyof typeof functions;
