import type { Arrangement } from "../../functions/arrangements/rules/arrangement.ts";
import type { Concern } from "../../functions/arrangements/rules/concern.ts";
import type { Contact } from "../../functions/arrangements/rules/contact.ts";
import type { ContactReport } from "../../functions/arrangements/rules/contact-form.ts";
import type { Records as ArrangementsRecords } from "../../functions/arrangements/use-cases/ports.ts";
import type { BalanceRecords } from "../../functions/balances/use-cases/case-ports.ts";
import type { StatedKinds } from "../../functions/balances/use-cases/record-ports.ts";
import type { FeedbackRecords } from "../../functions/feedback/use-cases/ports.ts";
import type { MarketRecords } from "../../functions/market/use-cases/acting-ports.ts";
import { everyEntity } from "../../functions/record-register.ts";
import type { ReviewRecords } from "../../functions/reviews/use-cases/ports.ts";
import type { SatisfactionRecords } from "../../functions/satisfaction/use-cases/ports.ts";
import type { Answers, VettingCase } from "../../functions/vetting/rules/case.ts";
import type { Evidence } from "../../functions/vetting/rules/evidence.ts";
import type { Records as VettingRecords } from "../../functions/vetting/use-cases/ports.ts";
import { ListingId } from "../../shared/listing/listing.ts";
import type { AnyChange } from "../../shared/records/entity.ts";
import { recordTable } from "../../shared/records/record-table.ts";
import type { Table } from "../../shared/table/table-client.ts";
import { anAuditContext } from "./builders.ts";

const COUNCIL = "E10000018";

/** Everything an applicant fills in: a self-employed PA who gives personal care. */
export const answers: { readonly [Part in keyof Answers]-?: NonNullable<Answers[Part]> } = {
  applicant: { legalName: "Pip Tryout", bornOn: "1990-05-17" },
  start: { type: "self-employed-pa", driving: false, children: false, substitutes: false, people: 1, cqcRegistered: false },
  profile: { displayName: "Pip Tryout", about: "I like walking and cooking." },
  work: { services: ["personal-care", "companionship"], clientGroups: ["older-people"], skills: [] },
  times: { availability: { mon: ["morning"] }, hoursFree: 12 },
  price: { ratePence: 1450 },
  place: { base: "Melton Mowbray", travelMiles: 10, area: { key: "place:2642705", lat: 52.766, lon: -0.887 } },
  languages: { languages: ["en"] },
  consent: { list: true, feed: false },
  conduct: { version: 1, signedBy: "Pip Tryout", on: "2026-11-20" },
};

/** A case for a test; everything not named is plain and the same every time. */
export const aCase = (changes: Partial<VettingCase> & Pick<VettingCase, "id" | "owner">): VettingCase => ({
  authority: COUNCIL,
  state: "draft",
  answers,
  workers: [],
  enteredBy: [],
  involved: [],
  overturned: [],
  checklist: 1,
  createdAt: "2026-11-01T09:00:00.000Z",
  conflicts: [],
  blockingEvidence: [],
  tasks: [],
  reminded: [],
  ...changes,
});

/** Evidence for a test: nothing was sent of it. */
export const someEvidence = (changes: Partial<Evidence> & Pick<Evidence, "id" | "case" | "owner" | "code">): Evidence => ({
  authority: COUNCIL,
  files: [],
  statusChecks: [],
  reminded: [],
  ...changes,
});

/** Somebody from the list, used by a recipient. */
export const anArrangement = (id: string, owner: string): Arrangement => ({
  id,
  owner,
  authority: COUNCIL,
  unlisted: { name: "Somebody", checked: [], choseKnowingly: true, invited: false },
  state: "live",
  since: "2026-11-01",
  createdAt: "2026-11-01T09:00:00.000Z",
  ...{ terms: [], employer: [], worked: [], paid: [], questions: [], hoursHeld: 0 },
});

export const aConcern = (more: Partial<Concern> = {}): Concern => ({
  id: "concern-1",
  authority: COUNCIL,
  listing: ListingId.parse("pa-1"),
  reason: "Enquiry 12",
  officer: "ruth",
  createdAt: "2026-11-20T09:00:00.000Z",
  ...more,
});

/** A request to be contacted that a provider has answered; everything not named is plain and the same every time. */
export const aContact = (more: Partial<Contact> = {}): Contact => ({
  id: "contact-1",
  authority: COUNCIL,
  listing: ListingId.parse("pa-1"),
  listingName: "Amber Applewhistle",
  from: { name: "Rosemary", email: "rosemary@people.example" },
  needs: { services: ["meals"], times: ["weekdays-morning"], place: "LE13 1" },
  messages: [
    { by: "person", at: "2026-11-20T09:00:00.000Z", text: "Could you help with meals?" },
    { by: "provider", at: "2026-11-21T09:00:00.000Z", text: "Yes, I could." },
  ],
  state: "answered",
  shared: {},
  createdAt: "2026-11-20T09:00:00.000Z",
  sentAt: "2026-11-20T09:00:00.000Z",
  answeredAt: "2026-11-21T09:00:00.000Z",
  ...more,
});

export const aContactReport = (more: Partial<ContactReport> = {}): ContactReport => ({
  id: "contact-report-1",
  authority: COUNCIL,
  contact: "contact-1",
  by: "person",
  message: 1,
  reason: "They ask for money",
  state: "open",
  createdAt: "2026-11-22T09:00:00.000Z",
  ...more,
});

/** Stores records of vetting and arrangements as they are, each with its first audit entry. */
export async function storedCases(
  { table }: { readonly table: Table },
  ...changes: readonly AnyChange<
    VettingRecords & ArrangementsRecords & BalanceRecords & StatedKinds & ReviewRecords & FeedbackRecords & SatisfactionRecords & MarketRecords
  >[]
): Promise<void> {
  const done = await recordTable<
    VettingRecords & ArrangementsRecords & BalanceRecords & StatedKinds & ReviewRecords & FeedbackRecords & SatisfactionRecords & MarketRecords
  >(table, everyEntity).commit(anAuditContext(), changes);
  if (!done.ok) throw new Error(`Not stored: ${done.refusal}`);
}
