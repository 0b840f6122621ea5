import * as z from "zod/mini";
import { APPOINTED_ROLES, DELEGATE_KINDS, ROLES, SCOPES } from "../../../shared/access/roles.ts";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { type ApiContract, PROBLEMS } from "../../../shared/http/contract.ts";
import { NoticeWishes } from "../../../shared/notices/preferences.ts";
import { Details } from "../../../shared/people/account.ts";
import { DELEGATION_STATES, DelegationDecision, NewDelegation, NewObjection } from "../rules/delegation.ts";
import { APPOINTMENT_STATES, ERASURE_STATES, ErasureDecision, NewAppointment, NewPerson } from "../rules/staff.ts";

/** What whoever chooses a delegate themselves says besides: only the council makes somebody an authorised person. */
export const Nomination = z.object({ kind: oneOf(DELEGATE_KINDS.filter((kind) => kind !== "authorised-person")) });
/** What the council says besides when it authorises somebody. */
export const Authorisation = z.object({
  basis: text(2000),
  /** Needed over somebody who works for a council or gives support. */
  specialReason: z.optional(text(2000)),
});
/** What setting a version of a policy asks for, besides the figures. */
export const PolicyFrame = z.object({ effectiveFrom: PlainDate, reason: text(2000) });
export const NewPolicy = z.extend(PolicyFrame, { figures: z.record(z.string(), z.number({ error: "must be a number" })) });

const figures = z.record(z.string(), z.number());
const instant = z.string();

const AccountAnswer = z.object({
  id: RecordId,
  authority: GssCode,
  displayName: z.optional(z.string()),
  email: z.optional(z.string()),
  phone: z.optional(z.string()),
  notices: z.optional(NoticeWishes),
  roles: z.array(z.object({ role: z.enum(ROLES), authority: z.optional(GssCode) })),
  createdAt: instant,
  lastSignInAt: z.optional(instant),
});

const DelegationAnswer = z.object({
  id: RecordId,
  person: RecordId,
  authority: GssCode,
  kind: z.enum(DELEGATE_KINDS),
  scopes: z.array(z.enum(SCOPES)),
  from: PlainDate,
  until: z.optional(PlainDate),
  state: z.enum([...DELEGATION_STATES, "expired", "stopped"]),
  delegate: z.optional(RecordId),
  createdAt: instant,
  endedAt: z.optional(instant),
  /** The council's reasons: for the council and the person alone. */
  basis: z.optional(z.string()),
  specialReason: z.optional(z.string()),
});

const AppointmentAnswer = z.object({
  id: RecordId,
  authority: GssCode,
  role: z.enum(APPOINTED_ROLES),
  email: z.optional(z.string()),
  state: z.enum(APPOINTMENT_STATES),
  account: z.optional(RecordId),
  createdAt: instant,
  endedAt: z.optional(instant),
});

const Invited = z.object({ id: RecordId, person: RecordId, kind: z.enum(DELEGATE_KINDS), state: z.enum(["proposed", "invited"]) });
const Ended = z.object({ id: RecordId, state: z.literal("ended") });

/** A page of a list; `next` goes on where it ended. */
const page = <Item extends z.core.$ZodType>(item: Item) => z.object({ contents: z.array(item), next: z.optional(z.string()) });

/** The file of everything that is held on a person: what each kind of record says is as it is stored. */
const HeldFile = z.object({
  preparedAt: instant,
  /** The address of the part of the trail before this one. */
  next: z.optional(z.string()),
  records: z.array(
    z.object({
      kind: z.string(),
      what: z.string(),
      why: z.string(),
      basis: z.string(),
      period: z.string(),
      stays: z.optional(z.string()),
      held: z.custom<object>((value) => typeof value === "object" && value !== null),
    }),
  ),
});

const PolicyAnswer = z.object({
  authority: GssCode,
  inForce: z.number(),
  figures,
  versions: z.array(z.object({ authority: GssCode, version: z.number(), effectiveFrom: PlainDate, figures, createdAt: instant })),
});

/** What each route of this slice's API takes and answers. */
export const accountContracts = {
  apiPerson: { answers: { 200: AccountAnswer }, problems: PROBLEMS.read },
  apiChangePerson: { bodies: [Details], answers: { 200: AccountAnswer }, problems: [...PROBLEMS.change, 412, 422, 428] },
  apiPersonData: { answers: { 200: HeldFile }, problems: PROBLEMS.read },
  apiDelegations: { answers: { 200: page(DelegationAnswer) }, problems: PROBLEMS.read },
  apiNominate: { bodies: [NewDelegation, Nomination], answers: { 201: Invited }, problems: [...PROBLEMS.once, 412] },
  apiAuthorise: { bodies: [NewDelegation, Authorisation], answers: { 201: Invited }, problems: [...PROBLEMS.once, 412] },
  apiRequestErasure: { answers: { 202: z.object({ id: RecordId, state: z.enum(ERASURE_STATES) }) }, problems: [...PROBLEMS.once, 412] },
  apiEndSessions: { answers: { 200: z.object({ ended: z.literal(true) }) }, problems: PROBLEMS.once },
  apiDelegation: { answers: { 200: DelegationAnswer }, problems: PROBLEMS.read },
  apiDecideDelegation: {
    bodies: [DelegationDecision],
    answers: { 200: z.object({ id: RecordId, decision: z.enum(["go-on", "end"]) }) },
    problems: [...PROBLEMS.once, 412],
  },
  apiObject: { bodies: [NewObjection], answers: { 200: z.object({ id: RecordId, state: z.literal("stopped") }) }, problems: [...PROBLEMS.once, 412] },
  apiEndDelegation: { answers: { 200: Ended }, problems: [...PROBLEMS.once, 412] },
  apiStaff: { answers: { 200: page(AppointmentAnswer) }, problems: [...PROBLEMS.read, 400] },
  apiAppoint: {
    bodies: [NewAppointment],
    answers: { 201: z.object({ id: RecordId, state: z.enum(["proposed", "invited"]), authority: GssCode, role: z.enum(APPOINTED_ROLES) }) },
    problems: [...PROBLEMS.once, 412],
  },
  apiConfirmAppointment: { answers: { 200: z.object({ id: RecordId, state: z.literal("invited") }) }, problems: [...PROBLEMS.once, 412] },
  apiDismiss: { answers: { 200: Ended }, problems: [...PROBLEMS.once, 412] },
  apiRegisterPerson: { bodies: [NewPerson], answers: { 201: z.object({ id: RecordId, authority: GssCode }) }, problems: [...PROBLEMS.once, 412] },
  apiCouncilDelegations: { answers: { 200: page(DelegationAnswer) }, problems: [...PROBLEMS.read, 400] },
  apiPolicy: { answers: { 200: PolicyAnswer }, problems: PROBLEMS.read },
  apiSetPolicy: {
    bodies: [NewPolicy],
    answers: { 201: z.object({ authority: GssCode, version: z.number(), effectiveFrom: PlainDate }) },
    problems: [...PROBLEMS.once, 412, 428],
  },
  apiDecideErasure: {
    bodies: [ErasureDecision],
    answers: { 200: z.object({ id: RecordId, person: RecordId, state: z.enum(["done", "refused"]) }) },
    problems: [...PROBLEMS.once, 412],
  },
} as const satisfies Readonly<Record<string, ApiContract>>;
