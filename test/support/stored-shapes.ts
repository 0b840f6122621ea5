import { createHash } from "node:crypto";
import * as z from "zod/mini";
import { actsForShape, invitationShape } from "../../functions/accounts/store/shapes.ts";
import { recipientLinkShape } from "../../functions/arrangements/store/recipient-shapes.ts";
import { hoursLinkShape, openQuestionShape, poolMemberShape } from "../../functions/arrangements/store/shapes.ts";
import { ledgerShapes } from "../../functions/balances/store/ledger-entities.ts";
import { caseAmountShape, caseQuestionShape, caseWorkedShape } from "../../functions/balances/store/shapes.ts";
import { firstStartShape, manifestShape, tileShape } from "../../functions/directory/store/stored-shapes.ts";
import { answersShape, publicYouSaidShape, quoteShape } from "../../functions/feedback/store/shapes.ts";
import {
  applicationFiguresShape,
  gapsShape,
  inputsShape,
  searchesShape,
  signalFiguresShape,
  trueApplicationsShape,
  trueSignalsShape,
} from "../../functions/market/store/shapes.ts";
import { listedStatementShape, publicStatementShape } from "../../functions/market/store/statement-shape.ts";
import { everyEntity } from "../../functions/record-register.ts";
import { figuresShape, heldShape, invitationLinkShape, openInvitationShape, queuedShape } from "../../functions/reviews/store/shapes.ts";
import { figuresShape as feedbackFiguresShape, scoreShape, trueFiguresShape } from "../../functions/satisfaction/store/shapes.ts";
import { earlierCaseShape, openCaseShape } from "../../functions/vetting/store/shapes.ts";
import { lookCountShape } from "../../shared/audit/looks.ts";
import { onceShape } from "../../shared/audit/once.ts";
import { auditEntryShape, auditReasonShape } from "../../shared/audit/trail.ts";
import { dayDoneShape, deletionShape } from "../../shared/due/dynamo-due.ts";
import { moneyFiguresShape } from "../../shared/figures/dynamo-money-figures.ts";
import {
  areaBorderShape,
  areaMapShape,
  districtCouncilsShape,
  largeAreasShape,
  smallAreasShape,
  takeUpShape,
} from "../../shared/geography/open-data-shapes.ts";
import { districtNamesShape, geographyIndexShape, placesShape, sectorShape } from "../../shared/geography/stored-shapes.ts";
import { limitShape } from "../../shared/limits/limiter.ts";
import { shownPhotoShape } from "../../shared/listing/shown-photo.ts";
import { listingShape, logRecordShape, publicListingShape, publicReplyShape, publicScoreShape } from "../../shared/listing/stored-shapes.ts";
import { noticeShape } from "../../shared/notices/stored-notice.ts";
import { identityShape } from "../../shared/people/identity.ts";
import { staffRoleShape } from "../../shared/people/staff-role.ts";
import { publishedPolicyShape } from "../../shared/policy/published-policy.ts";
import { demandFactShape } from "../../shared/records/demand-facts.ts";
import { type Entities, shapeOf } from "../../shared/records/entity.ts";
import { feedbackFactShape, providerAnswerShape } from "../../shared/records/feedback-facts.ts";
import { searchAreasShape, searchedShape, searchSaltShape } from "../../shared/signals/stored-shapes.ts";
import type { StoredShape } from "../../shared/table/stored-shape.ts";

const shapesOf = <Records>(entities: Entities<Records>): readonly StoredShape<unknown>[] =>
  Object.entries<Entities<Record<string, any>>[string]>(entities).map(([kind, entity]) => shapeOf(kind, entity));

/** The shapes of the audited records. */
export const recordShapes: readonly StoredShape<unknown>[] = [...shapesOf(everyEntity), listingShape];

/** The shape of every kind of item the table holds. */
export const storedShapes: readonly StoredShape<unknown>[] = [
  ...recordShapes,
  actsForShape,
  invitationShape,
  identityShape,
  staffRoleShape,
  recipientLinkShape,
  earlierCaseShape,
  openCaseShape,
  openQuestionShape,
  poolMemberShape,
  hoursLinkShape,
  caseAmountShape,
  caseWorkedShape,
  caseQuestionShape,
  queuedShape,
  heldShape,
  figuresShape,
  invitationLinkShape,
  openInvitationShape,
  feedbackFiguresShape,
  trueFiguresShape,
  scoreShape,
  gapsShape,
  inputsShape,
  publicStatementShape,
  listedStatementShape,
  searchesShape,
  signalFiguresShape,
  moneyFiguresShape,
  trueSignalsShape,
  applicationFiguresShape,
  trueApplicationsShape,
  searchedShape,
  searchSaltShape,
  searchAreasShape,
  demandFactShape,
  publicScoreShape,
  publicReplyShape,
  feedbackFactShape,
  providerAnswerShape,
  quoteShape,
  answersShape,
  publicYouSaidShape,
  publishedPolicyShape,
  publicListingShape,
  shownPhotoShape,
  logRecordShape,
  manifestShape,
  tileShape,
  firstStartShape,
  sectorShape,
  geographyIndexShape,
  districtNamesShape,
  placesShape,
  smallAreasShape,
  largeAreasShape,
  areaBorderShape,
  districtCouncilsShape,
  takeUpShape,
  areaMapShape,
  noticeShape,
  dayDoneShape,
  deletionShape,
  auditEntryShape,
  auditReasonShape,
  lookCountShape,
  onceShape,
  limitShape,
  ...ledgerShapes,
];

/**
 * A hash of what a schema asks of a stored body. The order of fields and alternatives, and the words of its errors, count for
 * nothing; a refinement in code cannot be seen.
 */
export function fingerprintOf({ schema }: Pick<StoredShape<unknown>, "schema">): string {
  const structure = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return createHash("sha256")
    .update(JSON.stringify(inOrder(structure)))
    .digest("base64url")
    .slice(0, 22);
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(inOrder(item))).toSorted();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== "$schema")
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, inOrder(inner)]),
  );
}
