import type { EpochMillis } from "../../../shared/domain/time.ts";
import { guard } from "../../../shared/http/guard.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { storedSecret } from "../../../shared/runtime/secret.ts";
import { fieldKeys } from "../../../shared/sealed-fields/field-keys.ts";
import { sealedFields } from "../../../shared/sealed-fields/sealed-fields.ts";
import { keyRing } from "../../../shared/session/key-ring.ts";
import type { Protect } from "../../handlers-by-route.ts";
import { signedIn } from "../../signed-in.ts";
import type { RecipientsDeps } from "../handlers/recipient.handlers.ts";
import type { SetUpTimesDeps } from "../handlers/set-up-times.handlers.ts";
import { dynamoRecipientStore } from "../store/dynamo-recipient-store.ts";
import { dynamoSetUpStore } from "../store/dynamo-set-up-store.ts";
import { recipientLoaders } from "../store/recipient-loaders.ts";
import { recipientOf } from "../use-cases/known-recipient.ts";
import { recipientIds } from "./recipient-ids.composition.ts";
import { RecipientsEnv } from "./recipients.env.ts";

/** The real thing, from the environment; built once a process. Who asks is known as everywhere else. */
export function recipients(
  environment: Readonly<Record<string, string | undefined>>,
  now: () => EpochMillis = Date.now,
): RecipientsDeps & SetUpTimesDeps & { readonly protect: Protect } {
  const { KEYS_SECRET, FIELD_KEYS_SECRET } = RecipientsEnv.parse(environment);
  const { table, store: people, guarding, loaders } = signedIn(environment, now);
  const store = dynamoRecipientStore(table);
  const fields = sealedFields(fieldKeys(storedSecret(environment, FIELD_KEYS_SECRET), now));
  return {
    store,
    fields,
    account: people.account,
    idOf: recipientIds(keyRing(storedSecret(environment, KEYS_SECRET), now, servicePolicy)),
    recipientOf: recipientOf({ store, fields }),
    setUpsSince: dynamoSetUpStore(table).setUpsSince,
    policy: servicePolicy.setUp,
    now,
    protect: guard(guarding, { ...loaders, ...recipientLoaders(store) }),
  };
}
