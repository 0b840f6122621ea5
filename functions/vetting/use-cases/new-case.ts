import type { Result } from "../../../shared/domain/result.ts";
import type { VettingDeps } from "./deps.ts";

/** One in so many thousand is given already: it is not by chance that none of these is free. */
const TRIES = 5;

/**
 * Begins a case under a reference that no other case has: it is its id, and the store refuses as `stale` to give it twice. Then another
 * is tried; what is refused for another reason, or again and again, is refused.
 */
export async function underNewReference<Value, Refusal extends string>(
  { newReference }: Pick<VettingDeps, "newReference">,
  authority: string,
  begin: (reference: string) => Promise<Result<Value, Refusal | "stale">>,
): Promise<Result<Value, Refusal | "stale">> {
  let done = await begin(newReference(authority));
  for (let tries = 1; tries < TRIES && !done.ok && done.refusal === "stale"; tries += 1) done = await begin(newReference(authority));
  return done;
}
