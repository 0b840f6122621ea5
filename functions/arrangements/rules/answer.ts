import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { type EpochMillis, instantOf } from "../../../shared/domain/time.ts";
import { ListingId } from "../../../shared/listing/listing.ts";

/**
 * Where an answer stands. `sent`: the person can choose it. `chosen`: both agreed to talk, and see each other's details. `passed`: the person said no.
 * `withdrawn`: the provider took it back. `not-for-me`: the provider does not want to see the request.
 */
export const ANSWER_STATES = ["sent", "chosen", "passed", "withdrawn", "not-for-me"] as const;
export type AnswerState = (typeof ANSWER_STATES)[number];

const MESSAGE_CHARACTERS = 1000;
const TIMES_CHARACTERS = 300;
const REACH_CHARACTERS = 200;

/** What a provider says to a request: at most one for each of their listings. */
export const Answer = z.object({
  request: RecordId,
  listing: ListingId,
  /** The provider's account. */
  owner: RecordId,
  /** The council of the request. */
  authority: GssCode,
  state: oneOf(ANSWER_STATES),
  message: z.optional(text(MESSAGE_CHARACTERS)),
  /** When they could come, in their words. */
  times: z.optional(text(TIMES_CHARACTERS)),
  /** How to reach the provider: the person sees it once they have chosen them. */
  reach: z.optional(text(REACH_CHARACTERS)),
  /** Who chose them and how to reach that person: given by the person when they chose. */
  chosenBy: z.optional(z.object({ name: text(100), reach: text(REACH_CHARACTERS) })),
  createdAt: z.string(),
  chosenAt: z.optional(z.string()),
  erasedAt: z.optional(z.string()),
});
export type Answer = z.infer<typeof Answer>;

/** What is asked of a provider who can help. */
export const NewAnswer = z.object({ message: text(MESSAGE_CHARACTERS), times: text(TIMES_CHARACTERS), reach: text(REACH_CHARACTERS) });
export type NewAnswer = z.infer<typeof NewAnswer>;

/** What is asked of a person who chooses an answer. */
export const NewChoice = z.object({ name: text(100), reach: text(REACH_CHARACTERS) });
export type NewChoice = z.infer<typeof NewChoice>;

/** Every move of an answer; a first one comes from nowhere. */
export const ANSWER_MOVES = {
  send: { from: [undefined, "not-for-me", "withdrawn"], to: "sent", by: "provider" },
  decline: { from: [undefined, "sent", "withdrawn"], to: "not-for-me", by: "provider" },
  withdraw: { from: ["sent"], to: "withdrawn", by: "provider" },
  choose: { from: ["sent"], to: "chosen", by: "person" },
  pass: { from: ["sent"], to: "passed", by: "person" },
} as const satisfies Readonly<
  Record<string, { readonly from: readonly (AnswerState | undefined)[]; readonly to: AnswerState; readonly by: "provider" | "person" }>
>;
export type AnswerMove = keyof typeof ANSWER_MOVES;

/** Whether an answer, or where there is none yet the first, may make a move. */
export const mayAnswer = (state: AnswerState | undefined, move: AnswerMove): boolean => {
  const from: readonly (AnswerState | undefined)[] = ANSWER_MOVES[move].from;
  return from.includes(state);
};

/** Whose answer it is, to which request. */
export type AnswerOf = Pick<Answer, "request" | "listing" | "owner" | "authority">;

/** An answer of a provider; refused as `moved` where the person has decided, or it was never sent. What they said before is gone unless they say it again. */
export function answerAfter(
  { request, listing, owner, authority }: AnswerOf,
  before: Answer | undefined,
  move: "send" | "decline" | "withdraw",
  at: EpochMillis,
  said?: NewAnswer,
): Result<Answer, "moved"> {
  if (!mayAnswer(before?.state, move)) return refused("moved");
  return ok({ request, listing, owner, authority, state: ANSWER_MOVES[move].to, ...said, createdAt: before?.createdAt ?? instantOf(at) });
}

/** An answer that the person decided on; `moved` where it is no longer to be decided. */
export function decided(answer: Answer, move: "choose" | "pass", at: EpochMillis, chosenBy?: NewChoice): Result<Answer, "moved"> {
  if (!mayAnswer(answer.state, move)) return refused("moved");
  return ok({ ...answer, state: ANSWER_MOVES[move].to, ...(chosenBy ? { chosenBy, chosenAt: instantOf(at) } : {}) });
}
