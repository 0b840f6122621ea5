import type { EpochMillis } from "../../../shared/domain/time.ts";
import { guard } from "../../../shared/http/guard.ts";
import type { Protect } from "../../handlers-by-route.ts";
import { signedIn } from "../../signed-in.ts";
import { dynamoShownFigures } from "../store/dynamo-figures-store.ts";
import { dynamoReplyStore } from "../store/dynamo-reply-store.ts";
import { satisfactionLoaders } from "../store/loaders.ts";
import type { SatisfactionDeps } from "../use-cases/ports.ts";

/** The real thing, from the environment; built once a process. */
export function satisfaction(
  environment: Readonly<Record<string, string | undefined>>,
  now: () => EpochMillis = Date.now,
): SatisfactionDeps & { readonly protect: Protect } {
  const { table, guarding, loaders, limited } = signedIn(environment, now);
  const replies = dynamoReplyStore(table);
  return { figures: dynamoShownFigures(table), replies, now, limited, protect: guard(guarding, { ...loaders, ...satisfactionLoaders(replies) }) };
}
