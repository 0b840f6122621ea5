import * as z from "zod/mini";
import { type EpochMillis, londonDate, MINUTE_MS } from "../../../shared/domain/time.ts";
import type { CouncilPolicy } from "../../../shared/policy/council.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { policyOn } from "../../../shared/policy/versions.ts";
import type { HotReader } from "../../../shared/table/hot-reader.ts";
import { keys } from "../../../shared/table/keys.ts";

const Published = z.object({ version: z.number(), effectiveFrom: z.string(), figures: z.record(z.string(), z.number()) });
type Published = z.infer<typeof Published>;

/**
 * A council's policy as of now, with what it set itself. Read once a process and again when the copy is
 * older than the service's policy says; what is asked meanwhile is answered from the copy.
 */
export function publishedPolicy(reader: HotReader, authority: string, now: () => EpochMillis): () => Promise<CouncilPolicy> {
  let copy: { readonly versions: readonly Published[]; readonly at: EpochMillis } | undefined;
  let reading: Promise<void> | undefined;

  const read = (): Promise<void> => {
    reading ??= versions()
      .then((found) => {
        copy = { versions: found, at: now() };
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };

  const versions = async (): Promise<readonly Published[]> => {
    const { pk, sk } = keys.publishedPolicy(authority, 0);
    const items = await reader.queryBetween(pk, sk, keys.publishedPolicy(authority, 999_999).sk);
    return items.map((item) => Published.parse(JSON.parse(item["body"]?.S ?? "")));
  };

  return async () => {
    if (!copy) await read();
    // A copy that could not be renewed goes on serving: the next request tries again.
    else if (now() - copy.at > servicePolicy.policyFreshMinutes * MINUTE_MS) read().catch(() => undefined);
    return policyOn(authority, copy?.versions ?? [], londonDate(now()));
  };
}
