import { believedLast } from "../../../shared/domain/timeline.ts";
import { openAccount } from "../../../shared/people/open-account.ts";
import { dueCouncilOf } from "../../../shared/policy/due-council.ts";
import { demandFactPolicy, demandFactShape, monthOfFact } from "../../../shared/records/demand-facts.ts";
import { derivedKind, type Entities, keyed, placed } from "../../../shared/records/entity.ts";
import { indexes, keys } from "../../../shared/table/keys.ts";
import { Answer } from "../rules/answer.ts";
import { Arrangement, openQuestions } from "../rules/arrangement.ts";
import { isOver } from "../rules/arrangement-moves.ts";
import { Concern } from "../rules/concern.ts";
import { Contact } from "../rules/contact.ts";
import { ContactReport } from "../rules/contact-form.ts";
import { factsOfRequest, factsOfSetUp } from "../rules/demand-facts.ts";
import { HoursQuestion } from "../rules/hours-question.ts";
import { Need } from "../rules/need.ts";
import { Pool, PoolWish } from "../rules/pool.ts";
import { Recipient } from "../rules/recipient.ts";
import { SupportRequest } from "../rules/request.ts";
import { RequestAlert } from "../rules/request-alert.ts";
import { SetUp } from "../rules/set-up.ts";
import { Shortlist } from "../rules/shortlist.ts";
import type { Records } from "../use-cases/ports.ts";
import { arrangementsIndexes, arrangementsKeys } from "./keys.ts";
import { recipientLinkShape } from "./recipient-shapes.ts";
import register from "./records.json" with { type: "json" };
import { arrangementUpcasters, hoursLinkShape, openQuestionShape, poolMemberShape, setUpUpcasters } from "./shapes.ts";

/** An instant as a part of an index's order that may stand in an address. */
const compact = (instant: string): string => instant.replaceAll(/[-:]/g, "");

const dueOfRequests = ({ nextOn, authority }: { readonly nextOn?: string | undefined; readonly authority: string }) =>
  nextOn === undefined ? undefined : arrangementsIndexes.requestsDue(nextOn, dueCouncilOf(authority));

/** Where a record stands in a list by when it was made: a text that can be asked for as where the next page begins. */
const newestOf = ({ createdAt, id }: { readonly createdAt: string; readonly id: string }): string => `${createdAt.replaceAll(/[-:]/g, "")}-${id}`;

/** In whose list a request stands: the provider's, for as long as there is one, or the council's while its team has something to do about it. */
const handlerOf = ({ handling, authority, state }: Contact): string | undefined =>
  handling?.by === "provider" ? handling.account : handling?.by === "council" && (state === "sent" || state === "silent") ? authority : undefined;

export const arrangementsEntities: Entities<Records> = {
  arrangement: {
    schema: Arrangement,
    schemaVersion: 3,
    upcasters: arrangementUpcasters,
    key: keyed(arrangementsKeys.arrangement, ({ id }) => [id]),
    policy: register.records.arrangement,
    auditedFields: ["id", "listing", "provider", "state", "since", "startedOn", "lastDay", "hoursHeld", "endedAt"],
    needs: (arrangement) => (isOver(arrangement) ? [] : [openAccount(arrangement.owner)]),
    derived: [
      derivedKind(openQuestionShape, register.records["open-question"], arrangementsKeys.openQuestion, (arrangement) => {
        const { id, authority } = arrangement;
        const [oldest] = isOver(arrangement) ? [] : openQuestions(arrangement);
        return oldest && { key: [authority, oldest.raisedAt, id], attributes: { arrangement: id } };
      }),
    ],
    byPerson: placed(arrangementsIndexes.arrangementsOf, ({ owner, createdAt, id }) => ({ in: [owner], sort: `${createdAt}#${id}` })),
    byCouncil: placed(indexes.clientsOf, ({ listing, id }) => (listing === undefined ? undefined : { in: [listing], sort: id })),
  },
  concern: {
    schema: Concern,
    schemaVersion: 1,
    key: keyed(arrangementsKeys.concern, ({ id }) => [id]),
    policy: register.records.concern,
    auditedFields: ["id", "listing", "from", "until", "officer"],
    byCouncil: placed(arrangementsIndexes.councilConcerns, ({ authority, createdAt, id }) => ({
      in: [authority],
      sort: `${createdAt.replaceAll(/[-:]/g, "")}-${id}`,
    })),
  },
  shortlist: {
    schema: Shortlist,
    schemaVersion: 1,
    key: keyed(arrangementsKeys.shortlist, ({ id }) => [id]),
    policy: register.records.shortlist,
    // Who was saved is told by no trail: it would stay there when they are removed.
    auditedFields: ["id", "endedAt"],
    needs: ({ owner, people }) => (people.length > 0 ? [openAccount(owner)] : []),
  },
  "hours-question": {
    schema: HoursQuestion,
    schemaVersion: 1,
    key: keyed(arrangementsKeys.hoursQuestion, ({ listing }) => [listing]),
    policy: register.records["hours-question"],
    auditedFields: ["id", "state", "hours", "askedOn", "until", "nextOn", "endedAt"],
    needs: ({ owner, state }) => (state === "asked" ? [openAccount(owner)] : []),
    byPerson: placed(arrangementsIndexes.hoursQuestionsOf, ({ owner, id }) => ({ in: [owner], sort: id })),
    due: ({ nextOn, authority }) => (nextOn === undefined ? undefined : indexes.hoursQuestions(nextOn, dueCouncilOf(authority))),
    derived: [
      derivedKind(hoursLinkShape, register.records["hours-link"], arrangementsKeys.hoursLink, ({ linkHash, listing }) =>
        linkHash === undefined ? undefined : { key: [linkHash], attributes: { listing } },
      ),
    ],
  },
  pool: {
    schema: Pool,
    schemaVersion: 1,
    key: keyed(arrangementsKeys.pool, ({ id }) => [id]),
    policy: register.records.pool,
    auditedFields: ["id", "listing", "state", "from", "endedAt"],
    derived: [
      derivedKind(poolMemberShape, register.records["pool-member"], arrangementsKeys.poolMember, ({ id, provider, members }) =>
        [provider, ...members.filter(({ state }) => state !== "declined").map(({ person }) => person)].map((account) => ({
          key: [account, id],
          attributes: { pool: id },
        })),
      ),
    ],
  },
  "pool-wish": {
    schema: PoolWish,
    schemaVersion: 1,
    key: keyed(arrangementsKeys.poolWish, ({ id }) => [id]),
    policy: register.records["pool-wish"],
    auditedFields: ["id", "endedAt"],
    needs: ({ owner, endedAt }) => (endedAt === undefined ? [openAccount(owner)] : []),
    byCouncil: placed(arrangementsIndexes.poolWishes, ({ authority, id, endedAt }) => (endedAt === undefined ? { in: [authority], sort: id } : undefined)),
  },
  recipient: {
    schema: Recipient,
    schemaVersion: 1,
    key: keyed(arrangementsKeys.recipient, ({ id }) => [id]),
    policy: register.records.recipient,
    // What the council says of somebody stands in the record alone, with both its times: the trail says that it changed.
    auditedFields: ["id", "account", "linkedAt"],
    needs: ({ account }) => (account === undefined ? [] : [openAccount(account)]),
    byCouncil: placed(arrangementsIndexes.setUps, ({ authority, dated, id }) => {
      const agreedOn = believedLast(dated.dpAgreedOn);
      return agreedOn === undefined ? undefined : { in: [authority], sort: `${agreedOn}#${id}` };
    }),
    // No account leads to two records: another's link is neither overwritten nor taken away.
    derived: [
      derivedKind(recipientLinkShape, register.records["recipient-link"], arrangementsKeys.recipientOf, ({ id, account }) =>
        account === undefined ? undefined : { key: [account], attributes: { recipient: id }, owner: { path: "recipient", value: id } },
      ),
    ],
  },
  request: {
    schema: SupportRequest,
    schemaVersion: 1,
    key: keyed(arrangementsKeys.request, ({ id }) => [id]),
    policy: register.records.request,
    // What somebody needs is told by no trail: it would stay there after them.
    auditedFields: ["id", "state", "confirmBy", "reminded", "matched", "firstAnswerAt", "firstChosenAt", "unmetOn", "endedAt", "erasedAt", "nextOn"],
    needs: ({ owner, endedAt }) => (endedAt === undefined ? [openAccount(owner)] : []),
    byPerson: placed(arrangementsIndexes.requestsOf, ({ owner, createdAt, id }) => ({ in: [owner], sort: `${createdAt}#${id}` })),
    byCouncil: placed(arrangementsIndexes.openRequests, ({ state, authority, createdAt, id }) =>
      state === "open" ? { in: [authority], sort: `${compact(createdAt)}-${id}` } : undefined,
    ),
    derived: [
      derivedKind(demandFactShape, demandFactPolicy, keys.demandFact, (request) =>
        factsOfRequest(request).map((fact) => ({ key: [request.authority, monthOfFact(fact), fact.kind, request.id], attributes: { ...fact } })),
      ),
    ],
    due: dueOfRequests,
  },
  answer: {
    schema: Answer,
    schemaVersion: 1,
    key: keyed(arrangementsKeys.answer, ({ request, listing }) => [request, listing]),
    policy: register.records.answer,
    auditedFields: ["request", "listing", "state", "chosenAt", "erasedAt"],
    needs: ({ owner, erasedAt }) => (erasedAt === undefined ? [openAccount(owner)] : []),
    byPerson: placed(arrangementsIndexes.answersOf, ({ owner, createdAt, request, listing }) => ({
      in: [owner],
      sort: `${createdAt}#${request}#${listing}`,
    })),
  },
  need: {
    schema: Need,
    schemaVersion: 1,
    key: keyed(arrangementsKeys.need, ({ id }) => [id]),
    policy: register.records.need,
    auditedFields: ["id", "since", "recordedOn", "why", "metOn"],
    byCouncil: placed(arrangementsIndexes.councilNeeds, ({ authority, recordedOn, id }) => ({ in: [authority], sort: `${recordedOn}-${id}` })),
  },
  "request-alert": {
    schema: RequestAlert,
    schemaVersion: 1,
    key: keyed(arrangementsKeys.requestAlert, ({ id }) => [id]),
    policy: register.records["request-alert"],
    auditedFields: ["id", "every", "nextOn", "erasedAt"],
    needs: ({ owner, erasedAt }) => (erasedAt === undefined ? [openAccount(owner)] : []),
    due: dueOfRequests,
  },
  contact: {
    schema: Contact,
    schemaVersion: 1,
    key: keyed(arrangementsKeys.contact, ({ id }) => [id]),
    policy: register.records.contact,
    // Who deals with it, and when something is due of it, would tell whether the provider was on the list.
    auditedFields: ["id", "listing", "state", "createdAt", "sentAt", "answeredAt", "silentAt", "endedAt"],
    needs: ({ owner, state }) => (owner !== undefined && (state === "sent" || state === "answered") ? [openAccount(owner)] : []),
    byPerson: placed(arrangementsIndexes.contactsOf, ({ owner, createdAt, id }) =>
      owner === undefined ? undefined : { in: [owner], sort: `${createdAt}#${id}` },
    ),
    byCouncil: placed(arrangementsIndexes.contactsHandled, (contact) => {
      const handler = handlerOf(contact);
      return handler === undefined ? undefined : { in: [handler], sort: newestOf(contact) };
    }),
    due: ({ nextSweepOn, authority }) => (nextSweepOn === undefined ? undefined : arrangementsIndexes.contactsDue(nextSweepOn, dueCouncilOf(authority))),
  },
  "contact-report": {
    schema: ContactReport,
    schemaVersion: 1,
    key: keyed(arrangementsKeys.contactReport, ({ id }) => [id]),
    policy: register.records["contact-report"],
    auditedFields: ["id", "contact", "by", "message", "state", "outcome", "officer", "createdAt", "closedAt"],
    byCouncil: placed(arrangementsIndexes.councilContactReports, (report) => ({ in: [report.authority], sort: newestOf(report) })),
  },
  "set-up": {
    schema: SetUp,
    // Since version 2 it says when its person waited for support, and of which account that is.
    schemaVersion: 2,
    upcasters: setUpUpcasters,
    key: keyed(arrangementsKeys.setUp, ({ id }) => [id]),
    policy: register.records["set-up"],
    // When somebody asked and was answered stands in the record alone: the trail says that it changed.
    auditedFields: ["id", "settledAt"],
    byCouncil: placed(arrangementsIndexes.setUpFacts, ({ authority, agreedOn, id }) => ({ in: [authority], sort: `${agreedOn}#${id}` })),
    derived: [
      derivedKind(demandFactShape, demandFactPolicy, keys.demandFact, (setUp) =>
        factsOfSetUp(setUp).map((fact) => ({ key: [setUp.authority, monthOfFact(fact), fact.kind, setUp.id], attributes: { ...fact } })),
      ),
    ],
  },
};
