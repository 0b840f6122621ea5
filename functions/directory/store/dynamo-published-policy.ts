import { type EpochMillis, londonDate, MINUTE_MS } from "../../../shared/domain/time.ts";
import type { CouncilPolicy } from "../../../shared/policy/council.ts";
import { type PublishedPolicy, publishedPolicyShape } from "../../../shared/policy/published-policy.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { policyOn } from "../../../shared/policy/versions.ts";
import { type HotReader, wireVersion } from "../../../shared/table/hot-reader.ts";
import { keys } from "../../../shared/table/keys.ts";
import { readStored } from "../../../shared/table/stored-shape.ts";

/**
 * A council's policy as of now, with what it set itself. Read once a process and again when the copy is
 * older than the service's policy says; what is asked meanwhile is answered from the copy.
 */
export function publishedPolicy(reader: HotReader, authority: string, now: () => EpochMillis): () => Promise<CouncilPolicy> {
  let copy: { readonly versions: readonly PublishedPolicy[]; readonly at: EpochMillis } | undefined;
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

  const versions = async (): Promise<readonly PublishedPolicy[]> => {
    const { pk, sk } = keys.publishedPolicy(authority, 0);
    const items = await reader.queryBetween(pk, sk, keys.publishedPolicy(authority, 999_999).sk);
    return items.map((item) => readStored(publishedPolicyShape, wireVersion(item), JSON.parse(item["body"]?.S ?? "")));
  };

  return async () => {
    if (!copy) await read();
    // A copy that could not be renewed goes on serving: the next request tries again.
    else if (now() - copy.at > servicePolicy.policyFreshMinutes * MINUTE_MS) read().catch(() => undefined);
    return policyOn(authority, copy?.versions ?? [], londonDate(now()));
  };
}
