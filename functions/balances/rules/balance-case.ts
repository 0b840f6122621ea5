import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { ACCOUNT_KINDS } from "../../../shared/domain/direct-payment.ts";
import { GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { CLOCK_STOPS, LADDER_STEPS } from "../../../shared/policy/balances.ts";
import { PROTECTED_KINDS } from "./facts.ts";
import { FINDING_CODES, LINE_CODES } from "./result.ts";

/** Where a case may stand. It is about an account, never a verdict on a person. */
export const CASE_STATES = ["found", "question-sent", "answered", "proposed", "approved", "challenged", "closed"] as const;
export type CaseState = (typeof CASE_STATES)[number];

/**
 * Why money is left, as people say it. `no-answer` is an officer's note that none came, and is no reason by itself. Sources: LCC Direct Payments Development
 * Plan, section 8, and its committee pack, AC3: more independent, informal support, no suitable service found, help needed to manage, time to recruit.
 */
export const ANSWER_CODES = [
  "could-not-find-provider",
  "help-to-manage",
  "family-or-friends",
  "more-independent",
  "saving",
  "waiting-for-invoice",
  "provider-changed",
  "illness-or-hospital",
  "did-not-need-it",
  "personal-money",
  "other",
] as const;
export type AnswerCode = (typeof ANSWER_CODES)[number];

/** How a case ended. */
export const OUTCOMES = ["nothing-wrong", "explained", "support-arranged", "help-given", "recouped", "written-off", "challenge-accepted", "withdrawn"] as const;
export type Outcome = (typeof OUTCOMES)[number];
/** Those an officer may end one with who closes it. */
export const CLOSE_OUTCOMES = ["nothing-wrong", "explained", "support-arranged", "help-given"] as const satisfies readonly Outcome[];

/** How an answer, or a question, went: by a page of ours, or through an officer. */
export const WAYS = ["online", "phone", "letter", "visit"] as const;
/** How a notice of taking money may be given: in writing. Source: SI 2013/1617, regulation 15(2). */
export const WRITTEN_WAYS = ["online", "letter", "visit"] as const satisfies readonly (typeof WAYS)[number][];

const WORDS_CHARACTERS = 1000;
export const Words = text(WORDS_CHARACTERS);

const pence = z.number().check(
  z.refine((given: number) => Number.isSafeInteger(given), "must be a whole number of pence"),
  z.gte(0, "must not be below 0"),
);
export const Pounds = pence;

/** A line of a sum as it is stored: `SumLine` of the results. */
const StoredLine = z.object({
  code: oneOf(LINE_CODES),
  typed: z.optional(z.literal(true)),
  kind: z.optional(oneOf(PROTECTED_KINDS)),
  pence: z.number(),
  of: z.optional(z.string()),
  from: z.optional(
    z.object({
      hours: z.optional(z.number()),
      ratePence: z.optional(z.number()),
      weeks: z.optional(z.number()),
      weeklyPence: z.optional(z.number()),
      since: z.optional(PlainDate),
      until: z.optional(PlainDate),
    }),
  ),
  source: z.string(),
});
export type StoredLine = z.infer<typeof StoredLine>;

/** A sum by funding line. */
export const Shares = z.object({ council: pence, nhs: pence });
export type Shares = z.infer<typeof Shares>;

/** What a cycle's check said of a finding, in its newest revision. */
const Seen = z.object({
  cycle: z.number(),
  revision: z.number(),
  measuredOn: PlainDate,
  pence: z.optional(pence),
  shares: z.optional(Shares),
  lines: z.array(StoredLine),
  movements: z.array(z.string()),
});
export type Seen = z.infer<typeof Seen>;

/** Something to ask about, through the cycles that saw it, oldest first. It is gone where none does any more. */
export const CaseFinding = z.object({
  code: oneOf(FINDING_CODES),
  about: z.string(),
  source: z.string(),
  /** The first day on which it stood: how long nobody said a word of it counts from there. */
  firstSeenOn: PlainDate,
  /** When the case came to know of it, which may be long after: nobody was asked about it before. */
  knownAt: z.optional(z.string()),
  seen: z.array(Seen),
});
export type CaseFinding = z.infer<typeof CaseFinding>;

/** What the newest cycle that was measured came to, as a check or a proposal needs it. */
const Measured = z.object({
  cycle: z.number(),
  revision: z.number(),
  measuredOn: PlainDate,
  knownBy: z.string(),
  policyVersion: z.number(),
  balancePence: z.number(),
  /** What must stay on the account: the line, what is owed and what is protected. */
  staysPence: pence,
  excessPence: pence,
  lines: z.array(StoredLine),
});
export type Measured = z.infer<typeof Measured>;

/** A span in which the clock stands still: from a day, until the day it runs again; open where that is absent. */
const ClockSpan = z.object({ why: oneOf(CLOCK_STOPS), from: PlainDate, until: z.optional(PlainDate), by: z.string() });
export type ClockSpan = z.infer<typeof ClockSpan>;

const Answer = z.object({
  code: oneOf([...ANSWER_CODES, "no-answer"]),
  words: z.optional(Words),
  /** What somebody is saving for: how much, and until when. */
  pence: z.optional(pence),
  until: z.optional(PlainDate),
  /** Whether they would like help from a support organisation. */
  wantsHelp: z.boolean(),
  way: oneOf(WAYS),
  by: z.string(),
  at: z.string(),
});
export type CaseAnswer = z.infer<typeof Answer>;

/** What may be taken back on, by funding line. Sources: Care Act 2014, section 33(5); SI 2013/1617, regulation 15. */
export const NHS_GROUNDS = ["accumulated", "plan-changed", "circumstances-changed", "used-otherwise", "died"] as const;
export const COUNCIL_GROUNDS = ["surplus-clause", "condition-not-kept"] as const;
export const NOTICE_FORMATS = ["standard", "large-print", "easy-read"] as const;

const Basis = z.object({
  council: z.optional(z.object({ ground: oneOf(COUNCIL_GROUNDS), agreement: text(40), signedOn: PlainDate, source: text(300) })),
  nhs: z.optional(z.object({ ground: oneOf(NHS_GROUNDS), source: text(300) })),
});

const Step = z.object({ on: PlainDate, pence });
/** Why something that the policy calls late, or the look-back forbids, goes on all the same: a manager said so. */
const Manager = z.object({ name: text(100), words: Words });

/** What an officer proposes to take back, and what became of it. What was found is what is taken, written off and left, to the penny. */
export const Proposal = z.object({
  by: z.string(),
  at: z.string(),
  /** Why, in words that the person reads. */
  words: Words,
  foundPence: pence,
  amounts: Shares,
  writeOffPence: pence,
  basis: Basis,
  /** Who has to repay: regulation 15 wants it named. */
  payer: text(100),
  method: z.string(),
  instalments: z.number(),
  manager: z.optional(Manager),
  /** Of which check, and by which version of the rules. */
  cycle: z.number(),
  knownBy: z.string(),
  policyVersion: z.number(),
  approvedBy: z.optional(z.string()),
  approvedAt: z.optional(z.string()),
  /** What the person was given in writing. */
  notice: z.optional(
    z.object({
      on: PlainDate,
      pence,
      takeFrom: PlainDate,
      challengeBy: PlainDate,
      format: oneOf(NOTICE_FORMATS),
      steps: z.array(Step),
      way: oneOf(WAYS),
    }),
  ),
  taken: z.array(z.object({ on: PlainDate, pence, balancePence: z.number(), staysPence: z.optional(pence), by: z.string() })),
  writtenOff: z.array(z.object({ at: z.string(), pence, by: z.string(), words: Words })),
});
export type Proposal = z.infer<typeof Proposal>;

/** One thing that was done, in its order. */
const HistoryEntry = z.object({ at: z.string(), move: z.string(), by: z.string(), words: z.optional(Words) });

/** Money that an account may hold too much or too little of, from the first question to its end. */
export const BalanceCase = z.object({
  id: RecordId,
  /** The payment account, and the how-manieth case about it. */
  account: RecordId,
  number: z.number(),
  authority: GssCode,
  /** The council's record of the person. */
  recipient: RecordId,
  /** The person's account with us, where there is one. */
  owner: z.optional(RecordId),
  kind: oneOf(ACCOUNT_KINDS),
  state: oneOf(CASE_STATES),
  openedAt: z.string(),
  findings: z.array(CaseFinding),
  /** The newest revision of each cycle that was dealt with. */
  dealtWith: z.array(z.object({ cycle: z.number(), revision: z.number() })),
  measured: z.optional(Measured),
  question: z.optional(
    z.object({
      sentOn: PlainDate,
      days: z.number(),
      way: oneOf(WAYS),
      reminders: z.number(),
      /** Since when somebody is to be called. */
      callDueOn: z.optional(PlainDate),
      withdrawnOn: z.optional(PlainDate),
    }),
  ),
  calls: z.array(z.object({ at: z.string(), by: z.string(), reached: z.boolean(), words: Words })),
  answers: z.array(Answer),
  stops: z.array(ClockSpan),
  /** Accounts that hear and see nothing of this, and why. */
  withheld: z.optional(z.object({ from: z.array(RecordId), since: z.string(), by: z.string(), words: Words })),
  review: z.optional(z.object({ why: oneOf(["plan", "condition"]), since: z.string(), by: z.string(), heldAt: z.optional(z.string()) })),
  manager: z.optional(Manager),
  proposal: z.optional(Proposal),
  challenge: z.optional(
    z.object({
      at: z.string(),
      by: z.string(),
      words: Words,
      decidedAt: z.optional(z.string()),
      decidedBy: z.optional(z.string()),
      stands: z.optional(z.boolean()),
      /** What had been taken, and was given back as the challenge was accepted. */
      refundedPence: z.optional(pence),
    }),
  ),
  /** Steps of the council's ladder that were made about contributions. */
  ladder: z.optional(z.array(z.object({ step: oneOf(LADDER_STEPS), on: PlainDate }))),
  history: z.array(HistoryEntry),
  /** When the council last did something with it. */
  workedOn: PlainDate,
  /** The day on which something is next to be done about it by itself. */
  nextOn: z.optional(PlainDate),
  closedAt: z.optional(z.string()),
  outcome: z.optional(oneOf(OUTCOMES)),
  /** Until when what it was about opens no other. */
  quiet: z.optional(z.object({ until: PlainDate, findings: z.array(z.string()) })),
});
export type BalanceCase = z.infer<typeof BalanceCase>;

/** The id of a case: which account, and the how-manieth. */
export const caseId = (account: string, number: number): string => `${account}.${number}`;

/** What tells a finding from another on an account, whatever the cycle. */
export const findingKey = ({ code, about }: { readonly code: string; readonly about: string }): string => `${code}|${about}`;

export const isClosed = ({ state }: Pick<BalanceCase, "state">): boolean => state === "closed";

/** The findings that still stand. */
export const standing = ({ findings }: Pick<BalanceCase, "findings">): readonly CaseFinding[] => findings.filter(({ seen }) => seen.length > 0);

/** What a finding came to last. */
export const latestOf = ({ seen }: CaseFinding): Seen | undefined => seen.at(-1);

/** The amount a list of cases is ordered by: the most that any finding which stands came to. */
export const amountOf = (balanceCase: Pick<BalanceCase, "findings">): number => Math.max(0, ...standing(balanceCase).map((one) => latestOf(one)?.pence ?? 0));

/** What is still to be taken of a proposal. */
export const outstanding = ({ amounts, taken, writtenOff }: Pick<Proposal, "amounts" | "taken" | "writtenOff">): number =>
  amounts.council + amounts.nhs - [...taken, ...writtenOff].reduce((sum, one) => sum + one.pence, 0);
