import { createHash } from "node:crypto";
import { StartError } from "./engine.ts";

/** What can go wrong on AWS, and does not on this machine by itself. */
export const FAULT_NAMES = ["conflict", "throttle", "unprocessed", "lost", "late", "redeliver"] as const;
export type FaultName = (typeof FAULT_NAMES)[number];

/** How often each fault is raised, and the seed by which a run can be repeated. */
export interface Faults {
  readonly seed: number;
  readonly shares: Readonly<Partial<Record<FaultName, number>>>;
}

const isFault = (name: string): name is FaultName => FAULT_NAMES.some((known) => known === name);

/**
 * Reads `conflict=0.05,late=0.05,seed=7`: each fault with the share of chances in which it is raised; undefined where
 * none is named. Throws `StartError` on anything else.
 */
export function faultsIn(text: string | undefined): Faults | undefined {
  if (!text) return undefined;
  let seed = 1;
  const shares: Partial<Record<FaultName, number>> = {};
  for (const part of text.split(",")) {
    const [name = "", value = ""] = part.trim().split("=");
    const number = Number(value);
    if (name === "seed" && Number.isInteger(number) && value !== "") seed = number;
    else if (isFault(name) && value !== "" && number >= 0 && number <= 1) shares[name] = number;
    else
      throw new StartError(
        `TRELLIS_FAULTS cannot hold ${part}: each is one of ${FAULT_NAMES.join(", ")} with a share from 0 to 1, or seed with a whole number`,
      );
  }
  return Object.keys(shares).length === 0 ? undefined : { seed, shares };
}

/** Draws of one stream, each from 0 up to 1: the same, in the same order, for the same seed and name. */
export interface Dice {
  draw(): number;
  /** Whether a fault is raised this time. */
  raises(fault: FaultName): boolean;
}

/** Dice of faults. What is drawn depends on the seed, the stream's name and how much was drawn before; on no clock. */
export function diceOf({ seed, shares }: Faults, stream: string): Dice {
  let drawn = 0;
  const draw = (): number => {
    drawn += 1;
    return createHash("sha256").update(`${seed}\n${stream}\n${drawn}`).digest().readUInt32BE(0) / 2 ** 32;
  };
  return {
    draw,
    raises: (fault) => {
      const share = shares[fault];
      return share !== undefined && draw() < share;
    },
  };
}
