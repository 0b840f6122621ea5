import type { EntityOutline } from "../shared/records/entity.ts";
import { type KindPolicy, registerOf } from "../shared/records/record-policy.ts";
import { KEPT_ELSEWHERE, SHARED_KINDS } from "../shared/records/shared-kinds.ts";
import { accountsEntities } from "./accounts/store/entities.ts";
import { arrangementsEntities } from "./arrangements/store/entities.ts";
import { balancesEntities } from "./balances/store/entities.ts";
import { LEDGER_KINDS } from "./balances/store/ledger-entities.ts";
import { directoryEntities } from "./directory/store/entities.ts";
import { DIRECTORY_KINDS } from "./directory/store/kinds.ts";
import { feedbackEntities } from "./feedback/store/entities.ts";
import { marketEntities } from "./market/store/entities.ts";
import { MARKET_KINDS } from "./market/store/kinds.ts";
import { reviewsEntities } from "./reviews/store/entities.ts";
import { REVIEW_KINDS } from "./reviews/store/kinds.ts";
import { satisfactionEntities } from "./satisfaction/store/entities.ts";
import { SATISFACTION_KINDS } from "./satisfaction/store/kinds.ts";
import { vettingEntities } from "./vetting/store/entities.ts";

/** Every kind of audited record, of every slice. */
export const everyEntity = {
  ...accountsEntities,
  ...vettingEntities,
  ...arrangementsEntities,
  ...balancesEntities,
  ...directoryEntities,
  ...reviewsEntities,
  ...feedbackEntities,
  ...satisfactionEntities,
  ...marketEntities,
};

/** The kinds of a slice's records, and of what follows from them. */
const kindsOf = (entities: Readonly<Record<string, EntityOutline>>): readonly (readonly [entity: string, kept: KindPolicy])[] =>
  Object.entries(entities).flatMap(([entity, { policy: kept, derived = [] }]) => [
    [entity, kept] as const,
    ...derived.map((kind) => [kind.shape.entity, kind.policy] as const),
  ]);

/** The register of records, made of what stands beside each kind: the privacy page shows it, and retention goes by it. Source: UK GDPR, article 30. */
export const recordRegister = registerOf(
  [
    ...kindsOf(accountsEntities),
    ...SHARED_KINDS,
    ...kindsOf(vettingEntities),
    ...kindsOf(arrangementsEntities),
    ...kindsOf(balancesEntities),
    ...kindsOf(reviewsEntities),
    ...REVIEW_KINDS,
    ...kindsOf(feedbackEntities),
    ...kindsOf(satisfactionEntities),
    ...SATISFACTION_KINDS,
    ...kindsOf(marketEntities),
    ...MARKET_KINDS,
    ...kindsOf(directoryEntities),
    ...DIRECTORY_KINDS,
    ...LEDGER_KINDS,
  ],
  KEPT_ELSEWHERE,
);
