import type { Versioned } from "../../../shared/audit/context.ts";
import { londonDate, millisOf, type PlainDate } from "../../../shared/domain/time.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import type { VettingCase } from "../rules/case.ts";
import {
  isOpenReference,
  isOutOfReach,
  type Reference,
  type ReferenceStanding,
  referenceState,
  type StandingReference,
  waitsForOfficer,
  withoutContact,
} from "../rules/reference.ts";
import type { VettingDeps } from "./deps.ts";
import type { CaseStore, Change } from "./ports.ts";

type StandingDeps = Pick<VettingDeps, "store" | "noticeFailed" | "isStopped">;

/** What of a case its referees' days go by. */
type SentCase = Pick<VettingCase, "id" | "submittedAt">;

/** The day a case was sent to the council, where it was: of London's calendar. */
export const sentOn = ({ submittedAt }: Pick<VettingCase, "submittedAt">): PlainDate | undefined =>
  submittedAt === undefined ? undefined : londonDate(millisOf(submittedAt));

/** The id of the notice that asks for a reference. */
export const referenceNotice = (reference: string): string => `reference.${reference}`;

const byTries = (body: Reference, state: ReferenceStanding): ReferenceStanding =>
  state === "asked" && body.by !== undefined && isOutOfReach(body, servicePolicy.referees.contactTries) ? "unreachable" : state;

/** How a request stands, as far as its own record says: whether our emails arrive is not read. */
const standingByItself = (vettingCase: SentCase, body: Reference, today: PlainDate): ReferenceStanding =>
  byTries(body, referenceState(body, today, sentOn(vettingCase)));

/** Whether a request may still be answered, by its own record. */
export const isStillAsked = (vettingCase: SentCase, body: Reference, today: PlainDate): boolean => standingByItself(vettingCase, body, today) === "asked";

/** Whether a request waits for an officer, who is to phone or write to its referee. */
export const isForOfficer = (vettingCase: SentCase, body: Reference, today: PlainDate): boolean =>
  waitsForOfficer({ ...body, standing: standingByItself(vettingCase, body, today) });

/** How a request stands on a day. Whether somebody was reached is known by our emails to them, or by an officer's tries. */
const standingOf =
  ({ noticeFailed, isStopped }: Pick<StandingDeps, "noticeFailed" | "isStopped">) =>
  async (vettingCase: SentCase, body: Reference, today: PlainDate): Promise<ReferenceStanding> => {
    const state = referenceState(body, today, sentOn(vettingCase));
    if (state !== "asked") return state;
    if (body.by !== undefined) return byTries(body, state);
    const stopped = body.addressHash !== undefined && (await isStopped(body.addressHash));
    return stopped || (await noticeFailed(referenceNotice(body.id))) ? "unreachable" : state;
  };

/** Every request for a reference of a case, newest first, and how each stands on a day. */
export const standingReferences =
  (deps: StandingDeps) =>
  async (vettingCase: SentCase, today: PlainDate): Promise<readonly StandingReference[]> =>
    Promise.all(
      (await deps.store.referencesOf(vettingCase.id)).map(async ({ body }) => ({ ...body, standing: await standingOf(deps)(vettingCase, body, today) })),
    );

/** One request of a case, read consistently, and how it stands; undefined where the case has none of this id. */
export const standingReference =
  (deps: StandingDeps) =>
  async (
    vettingCase: SentCase,
    id: string,
    today: PlainDate,
  ): Promise<{ readonly record: Versioned<Reference>; readonly standing: ReferenceStanding } | undefined> => {
    const listed = (await deps.store.referencesOf(vettingCase.id)).find(({ body }) => body.id === id);
    const record = listed && (await deps.store.referenceBy(listed.body.tokenHash));
    return record && { record, standing: await standingOf(deps)(vettingCase, record.body, today) };
  };

const forgotten = (records: readonly Versioned<Reference>[]): readonly Change[] =>
  records.flatMap((before): Change[] =>
    before.body.contact === undefined ? [] : [{ entity: "reference", before, after: withoutContact(before.body), action: "reference:forget-contact" }],
  );

/** What takes away how every referee of a case is reached: nobody is phoned or written to for it any more. */
export const forgetContacts = async ({ store }: { readonly store: Pick<CaseStore, "referencesOf"> }, vettingCase: string): Promise<readonly Change[]> =>
  forgotten(await store.referencesOf(vettingCase));

/** The same of those in whose place others are named. */
export async function forgetReplaced(
  { store }: { readonly store: Pick<CaseStore, "referencesOf"> },
  vettingCase: string,
  standing: readonly StandingReference[],
): Promise<readonly Change[]> {
  const open = new Set(standing.filter(isOpenReference).map(({ id }) => id));
  return forgotten((await store.referencesOf(vettingCase)).filter(({ body }) => !open.has(body.id)));
}
