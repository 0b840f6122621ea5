import { isReadFirst } from "../../../shared/domain/safety-screen.ts";
import { openAccount } from "../../../shared/people/open-account.ts";
import { dueCouncilOf } from "../../../shared/policy/due-council.ts";
import { safetyWords } from "../../../shared/policy/safety-words.ts";
import { derivedKind, type Entities, keyed, placed } from "../../../shared/records/entity.ts";
import { feedbackFactPolicy, feedbackFactShape, providerAnswerPolicy, providerAnswerShape } from "../../../shared/records/feedback-facts.ts";
import { keys } from "../../../shared/table/keys.ts";
import { factOf, providerAnswersOf } from "../rules/feedback-fact.ts";
import { Invitation, isLive, personOf } from "../rules/invitation.ts";
import { Review } from "../rules/review.ts";
import { queueFactsOf } from "../rules/review-facts.ts";
import { SafetyReport } from "../rules/safety-report.ts";
import type { ReviewRecords } from "../use-cases/ports.ts";
import { reviewsIndexes, reviewsKeys } from "./keys.ts";
import register from "./records.json" with { type: "json" };
import { asTheyAre, heldShape, invitationLinkShape, openInvitationShape, queuedShape } from "./shapes.ts";

const MONTH_CHARACTERS = 7;

export const reviewsEntities: Entities<ReviewRecords> = {
  review: {
    schema: Review,
    // Since version 2 it says for what its person was invited, and how they read.
    schemaVersion: 2,
    upcasters: asTheyAre,
    key: keyed(reviewsKeys.review, ({ id }) => [id]),
    policy: register.records.review,
    // What somebody said, and why a review comes early, stands in the record alone: the trail says that it changed.
    auditedFields: ["id", "openedOn", "targetOn", "legalOn", "nextOn"],
    needs: ({ owner }) => (owner === undefined ? [] : [openAccount(owner)]),
    derived: [
      derivedKind(queuedShape, register.records["review-queued"], reviewsKeys.queued, (review) => {
        const { openedOn, authority, id, reference, area, reading } = review;
        const facts = openedOn === undefined ? undefined : queueFactsOf(review, review.lookedOn);
        return (
          facts && {
            key: [authority, id],
            attributes: {
              ...facts,
              reference,
              openedOn,
              readFirst: isReadFirst(
                review.given.map(({ words }) => words),
                safetyWords,
              ),
              ...(area === undefined ? {} : { area }),
              ...reading,
            },
          }
        );
      }),
      derivedKind(heldShape, register.records["review-held"], reviewsKeys.held, ({ authority, id, reference, area, held }) =>
        held
          .filter(({ kind }) => kind === "review")
          .map(({ id: review, on, release, reason, method, eventOutcome, achieved, nextOn, targetOn, legalOn }) => ({
            key: [authority, on.slice(0, MONTH_CHARACTERS), id, review],
            attributes: { reference, area, on, release, reason, method, eventOutcome, achieved, nextOn, targetOn, legalOn },
          })),
      ),
    ],
    byPerson: placed(reviewsIndexes.reviewsOf, ({ owner, id }) => (owner === undefined ? undefined : { in: [owner], sort: id })),
    due: ({ nextOn, authority }) => (nextOn === undefined ? undefined : reviewsIndexes.reviewsDue(nextOn, dueCouncilOf(authority))),
  },
  "feedback-invitation": {
    schema: Invitation,
    schemaVersion: 1,
    key: keyed(reviewsKeys.invitation, ({ id }) => [id]),
    policy: register.records["feedback-invitation"],
    // What somebody says stands in the record alone.
    auditedFields: ["id", "kind", "state", "steps", "until", "nextOn", "callSince", "answeredOn", "channel", "stopped"],
    needs: (invitation) => (invitation.owner === undefined || !isLive(invitation) ? [] : [openAccount(invitation.owner)]),
    derived: [
      derivedKind(invitationLinkShape, register.records["feedback-link"], reviewsKeys.invitationLink, ({ id: invitation, links }) =>
        links.map((hash) => ({ key: [hash], attributes: { invitation } })),
      ),
      derivedKind(openInvitationShape, register.records["feedback-open"], reviewsKeys.openInvitation, (invitation) =>
        isLive(invitation)
          ? { key: [personOf(invitation)], attributes: { invitation: invitation.id }, owner: { path: "invitation", value: invitation.id } }
          : undefined,
      ),
      derivedKind(feedbackFactShape, feedbackFactPolicy, keys.feedbackFact, (invitation) => {
        const fact = factOf(invitation);
        return fact && { key: [invitation.authority, fact.sentOn.slice(0, MONTH_CHARACTERS), invitation.id], attributes: { ...fact } };
      }),
      derivedKind(providerAnswerShape, providerAnswerPolicy, keys.providerAnswer, (invitation) =>
        providerAnswersOf(invitation).map(({ listing, ...answer }) => ({ key: [listing, invitation.id], attributes: { ...answer } })),
      ),
    ],
    byPerson: placed(reviewsIndexes.invitationsOf, ({ owner, createdOn, id }) =>
      owner === undefined ? undefined : { in: [owner], sort: `${createdOn}#${id}` },
    ),
    byCouncil: placed(reviewsIndexes.feedbackCalls, ({ authority, callSince, id }) =>
      callSince === undefined ? undefined : { in: [authority], sort: `${callSince}#${id}` },
    ),
    due: ({ nextOn, authority }) => (nextOn === undefined ? undefined : reviewsIndexes.invitationsDue(nextOn, dueCouncilOf(authority))),
  },
  "safety-report": {
    schema: SafetyReport,
    schemaVersion: 1,
    key: keyed(reviewsKeys.safetyReport, ({ id }) => [id]),
    policy: register.records["safety-report"],
    auditedFields: ["id", "state", "outcome", "takenBy", "closedBy"],
    byCouncil: placed(reviewsIndexes.safetyReports, ({ authority, state, createdAt, id }) =>
      state === "closed" ? undefined : { in: [authority], sort: `${createdAt.replaceAll(/[-:]/g, "")}-${id}` },
    ),
  },
};
