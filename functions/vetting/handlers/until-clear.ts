import type { HttpAnswer } from "../../../shared/http/messages.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import type { CaseStore, SeenCase } from "../use-cases/ports.ts";
import { conflict, nothingHere } from "./refusals.ts";

/** So often something is tried again that another change of the same case overtook. */
const TRIES = 4;

/**
 * Answers by a case as it is now; where another change of it came first, by what it then is. Whether the part that was typed is still what its form
 * was made from is asked anew each time, so two tabs on different parts both save.
 */
export async function untilClear(
  store: Pick<CaseStore, "caseWithEvidence">,
  { record: first }: Pick<Parameters<HandlerOf<"case">>[0], "record">,
  answerOf: (record: SeenCase) => Promise<HttpAnswer | "stale">,
): Promise<HttpAnswer> {
  let record = first;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const answer = await answerOf(record);
    if (answer !== "stale") return answer;
    const now = await store.caseWithEvidence(first.case.body.id);
    if (!now) return nothingHere();
    record = { ...now, same: first.same };
  }
  return conflict();
}
