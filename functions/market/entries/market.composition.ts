import type { EpochMillis } from "../../../shared/domain/time.ts";
import { guard } from "../../../shared/http/guard.ts";
import type { Protect } from "../../handlers-by-route.ts";
import { signedIn } from "../../signed-in.ts";
import { dynamoGapStore } from "../store/dynamo-gap-store.ts";
import type { MarketDeps } from "../use-cases/ports.ts";

/** The real thing, from the environment; built once a process. */
export function market(
  environment: Readonly<Record<string, string | undefined>>,
  now: () => EpochMillis = Date.now,
): MarketDeps & { readonly protect: Protect } {
  const { table, guarding, loaders } = signedIn(environment, now);
  return { gaps: dynamoGapStore(table), protect: guard(guarding, loaders) };
}
