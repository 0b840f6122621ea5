import { londonDate, millisOf } from "../../../shared/domain/time.ts";
import { openAccount } from "../../../shared/people/open-account.ts";
import { derivedKind, type Entities, keyed, placed } from "../../../shared/records/entity.ts";
import { Feedback, placeInList, withoutWords } from "../rules/feedback.ts";
import { GroupMember } from "../rules/working-group.ts";
import { publicOf, YouSaid } from "../rules/you-said.ts";
import type { FeedbackRecords } from "../use-cases/ports.ts";
import { feedbackIndexes, feedbackKeys } from "./keys.ts";
import register from "./records.json" with { type: "json" };
import { answersShape, publicYouSaidShape, quoteShape } from "./shapes.ts";

/** An instant without what ids may not hold, and what tells records of one moment apart. */
const sortOf = (at: string, id: string): string => `${at.replaceAll(/[-:]/g, "")}-${id}`;

const MONTH_CHARACTERS = 7;
/** The month of an instant, as the calendar in London had it. */
const monthOf = (at: string): string => londonDate(millisOf(at)).slice(0, MONTH_CHARACTERS);

export const feedbackEntities: Entities<FeedbackRecords> = {
  "open-feedback": {
    schema: Feedback,
    schemaVersion: 1,
    key: keyed(feedbackKeys.feedback, ({ id }) => [id]),
    policy: register.records["open-feedback"],
    // What somebody said stands in the record alone.
    auditedFields: ["id", "form", "version", "readFirst", "state", "readBy", "quotedIn", "closedBy"],
    derived: [
      derivedKind(answersShape, register.records["feedback-answers"], feedbackKeys.answers, ({ authority, id, form, version, answers, createdAt }) => ({
        key: [authority, monthOf(createdAt), id],
        attributes: { form, version, answers: withoutWords(answers) },
      })),
      derivedKind(quoteShape, register.records["feedback-quote"], feedbackKeys.quote, ({ authority, id, form, quote, createdAt }) =>
        quote === undefined ? undefined : { key: [authority, id], attributes: { feedback: id, form, words: quote.words, createdAt } },
      ),
    ],
    byCouncil: placed(feedbackIndexes.feedbackOf, (feedback) =>
      feedback.state === "closed"
        ? { in: [feedback.authority, "closed"], sort: sortOf(feedback.closedAt ?? feedback.createdAt, feedback.id) }
        : { in: [feedback.authority, "open"], sort: placeInList(feedback) },
    ),
  },
  "you-said": {
    schema: YouSaid,
    schemaVersion: 1,
    key: keyed(feedbackKeys.youSaid, ({ id }) => [id]),
    policy: register.records["you-said"],
    auditedFields: ["id", "topic", "changedOn", "state", "createdBy", "publishedBy", "takenBackBy"],
    derived: [
      derivedKind(publicYouSaidShape, "not-personal", feedbackKeys.publicYouSaid, (entry) => {
        const shown = publicOf(entry);
        return shown && { key: [entry.authority, sortOf(shown.publishedAt, shown.id)], attributes: { ...shown } };
      }),
    ],
    byCouncil: placed(feedbackIndexes.youSaidOf, ({ authority, createdAt, id }) => ({ in: [authority], sort: sortOf(createdAt, id) })),
  },
  "group-member": {
    schema: GroupMember,
    schemaVersion: 1,
    key: keyed(feedbackKeys.member, ({ id }) => [id]),
    policy: register.records["group-member"],
    // What somebody needs stands in the record alone.
    auditedFields: ["id", "state"],
    needs: ({ state, owner }) => (state === "in" ? [openAccount(owner)] : []),
    byCouncil: placed(feedbackIndexes.membersOf, ({ state, authority, joinedAt, id }) =>
      state === "in" ? { in: [authority], sort: sortOf(joinedAt, id) } : undefined,
    ),
  },
};
