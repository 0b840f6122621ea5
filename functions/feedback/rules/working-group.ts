import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { type Read, readBy } from "../../../shared/domain/input.ts";
import type { Instant } from "../../../shared/domain/time.ts";

/** How somebody takes part. */
export const TAKING_PART = ["online", "in-person", "phone", "writing"] as const;
export type TakingPart = (typeof TAKING_PART)[number];

const NEEDS_CHARACTERS = 500;

/** That somebody who uses a direct payment takes part in the working group, or did. It says nothing of why they left. */
export const GroupMember = z.object({
  /** Their account: nobody is in it twice. */
  id: RecordId,
  owner: RecordId,
  authority: GssCode,
  state: oneOf(["in", "left"]),
  ways: z.array(oneOf(TAKING_PART)),
  /** What they need to take part. */
  needs: z.optional(text(NEEDS_CHARACTERS)),
  joinedAt: z.string(),
  leftAt: z.optional(z.string()),
});
export type GroupMember = z.infer<typeof GroupMember>;

const Joining = z.object({ ways: z.array(oneOf(TAKING_PART)).check(z.minLength(1, "must name a way")), needs: z.optional(text(NEEDS_CHARACTERS)) });
export type Joining = z.infer<typeof Joining>;

/** Reads how somebody wants to take part. */
export function readJoining(form: URLSearchParams): Read<Joining> {
  const needs = (form.get("needs") ?? "").trim();
  return readBy(Joining, { ways: [...new Set(form.getAll("ways"))], ...(needs === "" ? {} : { needs }) });
}

/** Takes part, from now on or otherwise than before. Whoever is in it keeps the day they joined. */
export const joined = (
  before: GroupMember | undefined,
  person: { readonly id: string; readonly authority: string },
  given: Joining,
  at: Instant,
): GroupMember => ({
  ...{ id: person.id, owner: person.id, authority: person.authority, state: "in", ways: given.ways },
  ...(given.needs === undefined ? {} : { needs: given.needs }),
  joinedAt: before?.state === "in" ? before.joinedAt : at,
});

/** Takes part no more: all that they gave is taken out of the record at once, and the record goes with the next night. */
export const left = ({ id, owner, authority, joinedAt }: GroupMember, at: Instant): GroupMember => ({
  ...{ id, owner, authority, joinedAt, state: "left", ways: [], leftAt: at },
});
