import type { HttpAnswer } from "./messages.ts";
import { noSuchRecord, stale } from "./problem.ts";

/** There is no such record, or not for whoever asks. */
export const nothingHere = (): HttpAnswer => ({ kind: "problem", problem: noSuchRecord() });

/** Somebody else changed the record first. */
export const conflict = (): HttpAnswer => ({ kind: "problem", problem: stale() });

/** Whether what a form or a body was made from is no longer what is stored. */
export const isStale = (seen: number | undefined, version: number): boolean => seen !== undefined && seen !== version;
