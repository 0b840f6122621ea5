import { dayNumber } from "../../../../shared/domain/time.ts";
import type { Frame } from "../frame.ts";
import { dayLearned } from "../known.ts";
import type { Finding } from "../result.ts";

/** Statements that do not reach, once the policy's days after the close are over: it is asked for them, and nothing is concluded from their absence. */
export function statementMissing({ facts, knownBy, onDay, policy }: Frame): readonly Finding[] {
  const days = policy.balance.statementDays[facts.kind];
  if (dayNumber(dayLearned(knownBy)) <= onDay + days) return [];
  return [{ code: "statement-missing", about: "", lines: [], movements: [], source: policy.source }];
}
