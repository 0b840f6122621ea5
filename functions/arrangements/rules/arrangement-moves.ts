/** Where an arrangement may stand. */
export const ARRANGEMENT_STATES = ["offered", "accepted", "live", "paused", "ended", "declined", "withdrawn"] as const;
export type ArrangementState = (typeof ARRANGEMENT_STATES)[number];

/** States in which support is agreed and not over. */
const RUNNING = ["accepted", "live", "paused"] as const satisfies readonly ArrangementState[];

/** Whether support is agreed and not over: its hours are no longer free. */
export const isRunning = ({ state }: { readonly state: ArrangementState }): boolean => RUNNING.some((one) => one === state);

/** Whether nothing more can come of it. */
export const isOver = ({ state }: { readonly state: ArrangementState }): boolean => ["ended", "declined", "withdrawn"].includes(state);

/** The two who agree on support, the council, and Trellis itself. Whoever acts for a recipient stands on their side. */
export type Side = "recipient" | "provider" | "officer" | "system";

interface MoveRule {
  readonly from: readonly ArrangementState[];
  /** Where it leads; `same`: it stays. */
  readonly to: ArrangementState | "same";
  /** `either`: one of the two who agree. `other`: the one who did not propose the change. */
  readonly by: Side | "either" | "other";
}

/**
 * Every move of an arrangement: from where, to where, by whom. Nothing else is a move. Where there is no provider who could answer (somebody off the list,
 * or one whose listing has no account), the recipient's word alone counts.
 */
export const ARRANGEMENT_MOVES = {
  accept: { from: ["offered"], to: "accepted", by: "provider" },
  decline: { from: ["offered"], to: "declined", by: "provider" },
  withdraw: { from: ["offered"], to: "withdrawn", by: "recipient" },
  start: { from: ["accepted"], to: "live", by: "either" },
  change: { from: RUNNING, to: "same", by: "either" },
  agree: { from: RUNNING, to: "same", by: "other" },
  refuse: { from: RUNNING, to: "same", by: "other" },
  pause: { from: ["live"], to: "paused", by: "either" },
  resume: { from: ["paused"], to: "live", by: "either" },
  end: { from: RUNNING, to: "ended", by: "either" },
  hours: { from: ["live", "paused", "ended"], to: "same", by: "recipient" },
  paid: { from: ["live", "paused", "ended"], to: "same", by: "either" },
  employer: { from: RUNNING, to: "same", by: "recipient" },
  answer: { from: ["offered", ...RUNNING], to: "same", by: "officer" },
  close: { from: ["offered", ...RUNNING], to: "ended", by: "system" },
} as const satisfies Readonly<Record<string, MoveRule>>;
export type ArrangementMove = keyof typeof ARRANGEMENT_MOVES;

/** The move of a name; undefined where it is none. */
export const arrangementMove = (name: string): ArrangementMove | undefined =>
  Object.keys(ARRANGEMENT_MOVES).find((known): known is ArrangementMove => known === name);

/** What decides who may move an arrangement. */
export interface Standing {
  readonly state: ArrangementState;
  /** The provider's account, where they have a say. */
  readonly provider?: string | undefined;
  readonly proposal?: { readonly by: Side } | undefined;
}

/** `not-a-move`: not from where it stands. `not-yours`: not by somebody on their side. */
export type MoveRefusal = "not-a-move" | "not-yours";

/** Whether a side may make a move now, by the table alone; why not, where it may not. */
export function moveRefusal(move: ArrangementMove, { state, proposal }: Standing, side: Side): MoveRefusal | undefined {
  const { from, by }: MoveRule = ARRANGEMENT_MOVES[move];
  if (!from.includes(state)) return "not-a-move";
  const party = side === "recipient" || side === "provider";
  if (by === "other") {
    if (!proposal) return "not-a-move";
    return party && proposal.by !== side ? undefined : "not-yours";
  }
  return (by === "either" ? party : by === side) ? undefined : "not-yours";
}

/** The moves a side may make now. */
export const movesOf = (standing: Standing, side: Side): readonly ArrangementMove[] =>
  Object.keys(ARRANGEMENT_MOVES)
    .map(arrangementMove)
    .filter((move) => move !== undefined)
    .filter((move) => moveRefusal(move, standing, side) === undefined);
