import { councilCodes } from "../../../shared/policy/council.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { storedSecret } from "../../../shared/runtime/secret.ts";
import { fieldKeys } from "../../../shared/sealed-fields/field-keys.ts";
import { sealedFields } from "../../../shared/sealed-fields/sealed-fields.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { dynamoSetUpStore } from "../store/dynamo-set-up-store.ts";
import type { NoteSetUpsDeps } from "../use-cases/note-set-ups.ts";
import { SetUpClockEnv } from "./set-up-clock.env.ts";

/** The real thing, from the environment; built once a process. */
export function setUpClock(environment: Readonly<Record<string, string | undefined>>): NoteSetUpsDeps {
  const { TABLE_NAME, FIELD_KEYS_SECRET } = SetUpClockEnv.parse(environment);
  return {
    store: dynamoSetUpStore(openTable(awsConnectionFrom(environment), TABLE_NAME)),
    fields: sealedFields(fieldKeys(storedSecret(environment, FIELD_KEYS_SECRET), Date.now)),
    councils: councilCodes,
    months: servicePolicy.setUp.months,
  };
}
