/** Where a case may stand. */
export const CASE_STATES = [
  "draft",
  "referred",
  "submitted",
  "in-review",
  "needs-more",
  "recommended",
  "accredited",
  "provisional",
  "paused",
  "suspended",
  "lapsed",
  "refused",
  "review-asked",
  "withdrawn",
  "renewed",
] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** What being on the list may mean. */
export const ACCREDITATIONS = ["accredited", "provisional"] as const;
export type Accreditation = (typeof ACCREDITATIONS)[number];

/**
 * Who may make a move. `applicant`: whose case it is, or the officer who enters it for them. `officer`: any
 * vetting officer of the council. `second`: one who neither entered nor recommended it, nor decided it before it was
 * reviewed. `third`: one who had no part in it at all. `system`: Trellis itself.
 */
export type Mover = "applicant" | "officer" | "second" | "third" | "system";

/** One move: from where, to where, by whom. */
export interface MoveRule {
  readonly from: readonly CaseState[];
  /**
   * Where it leads; `same`: it stays; `accreditation`: what it was before; `recommendation`: what was recommended;
   * `without-theirs`: it stays, but a recommendation of the mover's is taken back.
   */
  readonly to: CaseState | "same" | "accreditation" | "recommendation" | "without-theirs";
  readonly by: Mover;
  /** Whether the mover must say why. */
  readonly reason?: true;
}

const UNDECIDED = ["submitted", "in-review", "needs-more", "recommended"] as const;

/**
 * Every move of a case: from where, to where, by whom. Nothing else is a move. An officer who declared an interest
 * makes none of them but declaring it.
 */
export const CASE_MOVES = {
  refer: { from: ["draft"], to: "referred", by: "applicant" },
  reconsider: { from: ["referred"], to: "draft", by: "applicant" },
  submit: { from: ["draft"], to: "submitted", by: "applicant" },
  withdraw: { from: ["draft", "referred", ...UNDECIDED, "accredited", "provisional", "paused", "review-asked"], to: "withdrawn", by: "applicant" },
  close: {
    from: ["draft", "referred", ...UNDECIDED, "accredited", "provisional", "paused", "suspended", "review-asked"],
    to: "withdrawn",
    by: "system",
  },
  assign: { from: ["submitted"], to: "in-review", by: "officer" },
  reassign: { from: ["in-review", "needs-more", "recommended"], to: "same", by: "officer" },
  "declare-interest": {
    from: [...UNDECIDED, "review-asked", "accredited", "provisional", "paused", "suspended"],
    to: "without-theirs",
    by: "officer",
    reason: true,
  },
  "change-checklist": { from: ["draft", "submitted", "in-review", "needs-more"], to: "same", by: "officer", reason: true },
  "ask-more": { from: ["in-review"], to: "needs-more", by: "officer", reason: true },
  answer: { from: ["needs-more"], to: "in-review", by: "applicant" },
  recommend: { from: ["in-review"], to: "recommended", by: "officer" },
  return: { from: ["recommended"], to: "in-review", by: "second", reason: true },
  approve: { from: ["recommended"], to: "recommendation", by: "second" },
  refuse: { from: ["recommended"], to: "refused", by: "second", reason: true },
  "ask-review": { from: ["refused"], to: "review-asked", by: "applicant", reason: true },
  uphold: { from: ["review-asked"], to: "refused", by: "third", reason: true },
  overturn: { from: ["review-asked"], to: "in-review", by: "third", reason: true },
  pause: { from: ["accredited", "provisional"], to: "paused", by: "system" },
  resume: { from: ["paused"], to: "accreditation", by: "system" },
  "agree-page": { from: ["accredited", "provisional", "paused", "suspended"], to: "same", by: "second", reason: true },
  "refuse-page": { from: ["accredited", "provisional", "paused", "suspended"], to: "same", by: "second", reason: true },
  suspend: { from: ["accredited", "provisional", "paused"], to: "suspended", by: "officer", reason: true },
  lift: { from: ["suspended"], to: "accreditation", by: "second", reason: true },
  lapse: { from: ["accredited", "provisional", "paused"], to: "lapsed", by: "system" },
  renew: { from: ["accredited", "provisional", "paused", "lapsed"], to: "renewed", by: "system" },
  "ask-erasure": { from: ["suspended", "refused", "review-asked", "withdrawn"], to: "same", by: "system" },
  "answer-erasure": { from: ["suspended", "refused", "review-asked", "withdrawn"], to: "same", by: "officer", reason: true },
  confirm: { from: ["accredited", "provisional", "paused", "suspended"], to: "same", by: "second", reason: true },
} as const satisfies Readonly<Record<string, MoveRule>>;
export type CaseMove = keyof typeof CASE_MOVES;

/** The move of a name; undefined where it is none. */
export const caseMove = (name: string): CaseMove | undefined => Object.keys(CASE_MOVES).find((known): known is CaseMove => known === name);

/** Who has had which part in a case: what the rules of two and three pairs of eyes go by. */
export interface Parts {
  readonly state: CaseState;
  readonly owner: string;
  /** Officers who did anything in the applicant's place. */
  readonly enteredBy: readonly string[];
  /** Officers who did anything with it. */
  readonly involved: readonly string[];
  /** Officers who recommended or decided it before a review opened it again. */
  readonly overturned: readonly string[];
  readonly conflicts: readonly string[];
  readonly recommendation?: { readonly by: string } | undefined;
  readonly decision?: { readonly by: string } | undefined;
  readonly suspension?: { readonly by: string } | undefined;
}

/** Whoever moves a case. */
export interface MovedBy {
  readonly subject: string;
  readonly kind: "applicant" | "officer" | "system";
  /** Other accounts with a part in the case that are the same person's: by their verified address. */
  readonly same?: readonly string[];
}

/** Whether an account is the mover's, or another of the same person. Rules of two pairs of eyes are about persons. */
export const isTheirs = ({ subject, same = [] }: Pick<MovedBy, "subject" | "same">, account: string | undefined): boolean =>
  account !== undefined && (account === subject || same.includes(account));

/**
 * `not-a-move`: not from where it stands. `not-yours`: not by somebody in their position. `same-officer`: they had a
 * part in it that another must check. `interest`: they declared an interest.
 */
export type MoveRefusal = "not-a-move" | "not-yours" | "same-officer" | "interest";

/** Whether somebody may make a move now, by the table alone; why not, where they may not. */
export function moveRefusal(move: CaseMove, parts: Parts, mover: MovedBy): MoveRefusal | undefined {
  const { from, by }: MoveRule = CASE_MOVES[move];
  const { subject, kind } = mover;
  const has = (account: string | undefined) => isTheirs(mover, account);
  if (!from.includes(parts.state)) return "not-a-move";
  if (by === "system") return kind === "system" ? undefined : "not-yours";
  if (by === "applicant") {
    const theirs = kind === "applicant" && subject === parts.owner;
    return theirs || (kind === "officer" && mayFillFor(parts, mover)) ? undefined : "not-yours";
  }
  if (kind !== "officer" || has(parts.owner)) return "not-yours";
  if (move === "declare-interest") return undefined;
  if (parts.conflicts.some(has)) return "interest";
  const before: readonly (string | undefined)[] =
    move === "lift" ? [parts.suspension?.by] : [...parts.enteredBy, ...parts.overturned, parts.recommendation?.by];
  if (by === "second" && before.some(has)) return "same-officer";
  if (by === "third" && [...before, ...parts.involved, parts.decision?.by].some(has)) return "same-officer";
  return undefined;
}

/**
 * Why a case may not be given to an officer, or taken by them, to work on; undefined where it may. One that is recommended waits for a second
 * officer: whoever could not decide it is refused as `same-officer`.
 */
export const assigneeRefusal = (parts: Parts, assignee: MovedBy): MoveRefusal | undefined =>
  moveRefusal(parts.state === "submitted" ? "assign" : parts.state === "recommended" ? "return" : "reassign", parts, assignee);

/** Whether an officer may fill in a case: only one that was entered for somebody, and not where they have an interest. */
export const mayFillFor = (
  { owner, enteredBy, conflicts }: Pick<Parts, "owner" | "enteredBy" | "conflicts">,
  officer: Pick<MovedBy, "subject" | "same">,
): boolean => enteredBy.length > 0 && ![owner, ...conflicts].some((account) => isTheirs(officer, account));

/** The parts of a case once somebody did something in its applicant's place: an officer who did has entered it, and decides nothing here. */
export const asEntered = <Case extends { readonly enteredBy: readonly string[] }>(vettingCase: Case, { kind, subject }: Pick<MovedBy, "kind" | "subject">) =>
  kind === "officer" && !vettingCase.enteredBy.includes(subject) ? { ...vettingCase, enteredBy: [...vettingCase.enteredBy, subject] } : vettingCase;
