import { openAccount } from "../../../shared/people/open-account.ts";
import { dueCouncilOf } from "../../../shared/policy/due-council.ts";
import { derivedKind, type Entities, keyed, placed } from "../../../shared/records/entity.ts";
import { indexes } from "../../../shared/table/keys.ts";
import { Arrangement, openQuestions } from "../rules/arrangement.ts";
import { isOver } from "../rules/arrangement-moves.ts";
import { Concern } from "../rules/concern.ts";
import { Contact } from "../rules/contact.ts";
import { ContactReport } from "../rules/contact-form.ts";
import { HoursQuestion } from "../rules/hours-question.ts";
import { Pool, PoolWish } from "../rules/pool.ts";
import { Shortlist } from "../rules/shortlist.ts";
import type { Records } from "../use-cases/ports.ts";
import { arrangementsIndexes, arrangementsKeys } from "./keys.ts";
import register from "./records.json" with { type: "json" };
import { arrangementUpcasters, hoursLinkShape, openQuestionShape, poolMemberShape } from "./shapes.ts";

/** Where a record stands in a list by when it was made: a text that can be asked for as where the next page begins. */
const newestOf = ({ createdAt, id }: { readonly createdAt: string; readonly id: string }): string => `${createdAt.replaceAll(/[-:]/g, "")}-${id}`;

/** In whose list a request stands: the provider's, for as long as there is one, or the council's while its team has something to do about it. */
const handlerOf = ({ handling, authority, state }: Contact): string | undefined =>
  handling?.by === "provider" ? handling.account : handling?.by === "council" && (state === "sent" || state === "silent") ? authority : undefined;

export const arrangementsEntities: Entities<Records> = {
  arrangement: {
    schema: Arrangement,
    schemaVersion: 2,
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
};
