import * as z from "zod/mini";
import { DELEGATE_KINDS } from "../../../shared/access/roles.ts";
import { oneOf } from "../../../shared/domain/codes.ts";
import { text } from "../../../shared/domain/fields.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { Details } from "../../../shared/people/account.ts";
import { NewDelegation } from "../rules/delegation.ts";
import { ErasureDecision, NewAppointment, NewPerson } from "../rules/staff.ts";

/** What whoever chooses a delegate themselves says besides: only the council makes somebody an authorised person. */
export const Nomination = z.object({ kind: oneOf(DELEGATE_KINDS.filter((kind) => kind !== "authorised-person")) });
/** What the council says besides when it authorises somebody. */
export const Authorisation = z.object({ basis: text(2000) });
/** What setting a version of a policy asks for, besides the figures. */
export const PolicyFrame = z.object({ effectiveFrom: PlainDate, reason: text(2000) });
export const NewPolicy = z.extend(PolicyFrame, { figures: z.record(z.string(), z.number({ error: "must be a number" })) });

/** What the body of each API route that takes one must meet, all of these: for the handlers' reading and the API's description. */
export const apiBodies: Readonly<Record<string, readonly z.core.$ZodType[]>> = {
  apiChangePerson: [Details],
  apiNominate: [NewDelegation, Nomination],
  apiAuthorise: [NewDelegation, Authorisation],
  apiAppoint: [NewAppointment],
  apiRegisterPerson: [NewPerson],
  apiSetPolicy: [NewPolicy],
  apiDecideErasure: [ErasureDecision],
};
