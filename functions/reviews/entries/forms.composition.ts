import type { EpochMillis } from "../../../shared/domain/time.ts";
import { allowanceName, tableLimiter } from "../../../shared/limits/limiter.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { newId } from "../../../shared/runtime/ids.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import type { FormDeps } from "../handlers/form.handlers.ts";
import { dynamoInvitationStore } from "../store/dynamo-invitation-store.ts";
import { dynamoReviewStore } from "../store/dynamo-review-store.ts";
import { FormsEnv } from "./forms.env.ts";

/** The real thing, from the environment; built once a process. It knows of no session. */
export function forms(environment: Readonly<Record<string, string | undefined>>, now: () => EpochMillis = Date.now): FormDeps {
  const { TABLE_NAME, SITE_ADDRESS, AUTHORITY } = FormsEnv.parse(environment);
  const table = openTable(awsConnectionFrom(environment), TABLE_NAME);
  const limiter = tableLimiter(table);
  return {
    ...{ store: dynamoReviewStore(table), invitations: dynamoInvitationStore(table), site: new URL(SITE_ADDRESS), authority: AUTHORITY, newId, now },
    limited: (name, who) => limiter(allowanceName(name, who), servicePolicy.limits[name], now()),
  };
}
