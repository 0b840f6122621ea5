import { type Instant, londonDate, millisOf } from "../shared/domain/time.ts";
import type { Table } from "../shared/table/table-client.ts";
import { type Arrangement, lastDayOf } from "./arrangements/rules/arrangement.ts";
import type { Recipient } from "./arrangements/rules/recipient.ts";
import { type SupportRequest, weeklyPenceOf } from "./arrangements/rules/request.ts";
import type { EmployerRecord, Terms } from "./arrangements/rules/terms.ts";
import { dynamoArrangementStore } from "./arrangements/store/dynamo-arrangement-store.ts";
import { dynamoPoolStore } from "./arrangements/store/dynamo-pool-store.ts";
import { dynamoRecipientStore } from "./arrangements/store/dynamo-recipient-store.ts";
import { dynamoRequestStore } from "./arrangements/store/dynamo-request-store.ts";
import { arrangementsKeys } from "./arrangements/store/keys.ts";
import type { PaymentRecords } from "./balances/rules/payment-records.ts";
import { dynamoPaperStore } from "./balances/store/dynamo-paper-store.ts";
import { dynamoStatedStore } from "./balances/store/dynamo-stated-store.ts";
import { balancesKeys } from "./balances/store/keys.ts";
import type { RecordsBehind } from "./balances/use-cases/facts-ports.ts";

/** The id in the partition of a kind of record; undefined where the partition is of another kind. */
function idIn(record: string, { partition }: { readonly partition: string }): string | undefined {
  const beginning = partition.slice(0, partition.indexOf("{"));
  return record.startsWith(beginning) ? record.slice(beginning.length) : undefined;
}

/** An index may be behind what woke us: what changed is read by its key. */
const withChanged = <One extends { readonly id: string; readonly owner: string }>(
  found: readonly One[],
  person: string,
  changed: One | undefined,
): readonly One[] => (changed?.owner === person ? [...found.filter(({ id }) => id !== changed.id), changed] : found).toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** All support of a person, by their arrangements as they are now: the one in a partition that has just changed among them. */
export function supportBehind(table: Table) {
  const arrangements = dynamoArrangementStore(table);
  const arrangementIn = async (record: string): Promise<Arrangement | undefined> => {
    const id = idIn(record, arrangementsKeys.arrangement);
    return id === undefined ? undefined : (await arrangements.arrangement(id))?.body;
  };
  return {
    ...{ arrangementIn, listing: arrangements.listing },
    supportOf: async (person: string, changed: string): Promise<readonly Arrangement[]> =>
      withChanged(
        (await arrangements.arrangementsOf(person)).map(({ body }) => body),
        person,
        await arrangementIn(changed),
      ),
  };
}

/** What the records of arrangements say of direct payments, for the accounts they are paid to. */
export function recordsBehind(table: Table): RecordsBehind {
  const [recipients, requests, pools] = [dynamoRecipientStore(table), dynamoRequestStore(table), dynamoPoolStore(table)];
  const { arrangementIn, supportOf: arrangementsOf, listing: listingOf } = supportBehind(table);
  const [stated, papers] = [dynamoStatedStore(table), dynamoPaperStore(table)];
  const paymentOf = async (person: string): Promise<readonly string[]> => {
    const linked = await recipients.linkedWith(person);
    return linked ? [linked.body.id] : [];
  };
  const requestIn = async (record: string) => {
    const id = idIn(record, arrangementsKeys.request);
    return id === undefined ? undefined : (await requests.request(id))?.body;
  };
  const invoiceIn = async (record: string) => {
    const id = idIn(record, balancesKeys.invoice);
    return id === undefined ? undefined : (await stated.invoice(id))?.body;
  };

  const supportOf = async (arrangement: Arrangement): Promise<PaymentRecords["support"][number]> => {
    const { id, listing, unlisted, employment, startedOn, terms, worked, paid, employer } = arrangement;
    const listed = listing === undefined ? undefined : await listingOf(listing);
    const lastDay = lastDayOf(arrangement);
    return {
      arrangement: id,
      name: unlisted?.name ?? listed?.displayName ?? "Someone who supports you",
      employed: employment === "employed",
      ...(startedOn === undefined ? {} : { startedOn }),
      ...(lastDay === undefined ? {} : { lastDay }),
      terms: terms.map(({ value, ...when }) => ({ ...when, value: value && termsIn(value) })),
      worked,
      paid,
      employer: employer.map(({ value, ...when }) => ({
        ...when,
        value: value && employerIn(value),
      })),
    };
  };

  return {
    async paymentsOf(record) {
      const named = [arrangementsKeys.recipient, balancesKeys.setAside, balancesKeys.accountNote, balancesKeys.paperStatement].flatMap(
        (key) => idIn(record, key) ?? [],
      );
      if (named.length > 0) return named;
      const owner = (await arrangementIn(record))?.owner ?? (await requestIn(record))?.owner ?? (await invoiceIn(record))?.owner;
      if (owner !== undefined) return paymentOf(owner);
      const pool = idIn(record, arrangementsKeys.pool);
      const members = pool === undefined ? [] : ((await pools.pool(pool))?.body.members ?? []);
      return (await Promise.all(members.map(({ person }) => paymentOf(person)))).flat();
    },
    async payment(id, changed) {
      const recipient = (await recipients.recipient(id))?.body;
      if (!recipient) return undefined;
      const person = recipient.account;
      const asked = person === undefined ? [] : (await requests.requestsOf(person)).map(({ body }) => body);
      const billed = person === undefined ? [] : (await stated.invoicesOf(person)).map(({ body }) => body);
      const all = person === undefined ? [] : await arrangementsOf(person, changed);
      const open = person === undefined ? [] : withChanged(asked, person, await requestIn(changed));
      const invoices = person === undefined ? [] : withChanged(billed, person, await invoiceIn(changed));
      const [setAside, note, paper] = await Promise.all([stated.setAside(id), stated.accountNote(id), papers.papers(id)]);
      return {
        ...ofRecipient(recipient),
        support: await Promise.all(all.map(supportOf)),
        requests: open.flatMap(moneyFor),
        stated: { setAside: setAside?.body, note: note?.body, papers: paper?.body, invoices },
      };
    },
  };
}

const ofRecipient = ({ id, authority, dated }: Recipient): Omit<PaymentRecords, "support" | "requests" | "stated"> => ({
  ...{ id, authority, model: dated.contributionModel },
  ...{ dpKind: dated.dpKind, firstPaymentOn: dated.firstPaymentOn, paymentAccount: dated.paymentAccount, councilLine: dated.councilLine },
  ...{ nhsLine: dated.nhsLine, agreement: dated.agreement, permissions: dated.permissions, whereabouts: dated.whereabouts },
  ...{ endedOn: dated.endedOn, diedOn: dated.diedOn },
});

/** What a request is meant to use, and until when: while it is open, as long as it is confirmed. */
function moneyFor(request: SupportRequest): PaymentRecords["requests"] {
  const { id, from, createdAt, endedAt, confirmBy } = request;
  const weeklyPence = weeklyPenceOf(request);
  const dayOf = (at: Instant) => londonDate(millisOf(at));
  return weeklyPence === undefined ? [] : [{ id, weeklyPence, from, createdAt, until: endedAt === undefined ? confirmBy : dayOf(endedAt) }];
}

const termsIn = ({ hours, ratePence, pay, payWhen, hoursBasis }: Terms) => ({ hours, ratePence, pay, payWhen, hoursBasis });
const employerIn = ({ payroll, pension, liabilityUntil, employedFrom, holidayYearFrom, redundancy, redundancyPence }: EmployerRecord) => ({
  ...{ payroll, pension, liabilityUntil, employedFrom, holidayYearFrom, redundancy, redundancyPence },
});
