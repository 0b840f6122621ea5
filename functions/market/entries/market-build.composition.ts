import { dynamoGeographyReader } from "../../../shared/geography/dynamo-geography-reader.ts";
import { dynamoOpenData } from "../../../shared/geography/dynamo-open-data.ts";
import { councilCodes } from "../../../shared/policy/council.ts";
import { storedSecret } from "../../../shared/runtime/secret.ts";
import { fieldKeys } from "../../../shared/sealed-fields/field-keys.ts";
import { sealedFields } from "../../../shared/sealed-fields/sealed-fields.ts";
import { dynamoDirectoryReader } from "../../../shared/snapshot/dynamo-directory-reader.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { hotReader } from "../../../shared/table/hot-reader.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { countedRecipients } from "../../counted-recipients.ts";
import { dynamoDirectoryListings } from "../store/dynamo-directory-listings.ts";
import { dynamoGapStore } from "../store/dynamo-gap-store.ts";
import type { BuildDeps } from "../use-cases/ports.ts";
import { MarketBuildEnv } from "./market-build.env.ts";

/** The real thing, from the environment; built once a process. */
export function marketBuild(environment: Readonly<Record<string, string | undefined>>): BuildDeps {
  const { TABLE_NAME, FIELD_KEYS_SECRET } = MarketBuildEnv.parse(environment);
  const connection = awsConnectionFrom(environment);
  const [table, reader] = [openTable(connection, TABLE_NAME), hotReader(connection, TABLE_NAME)];
  const fields = sealedFields(fieldKeys(storedSecret(environment, FIELD_KEYS_SECRET), Date.now));
  return {
    open: dynamoOpenData(reader),
    facts: {
      recipients: countedRecipients(table, fields, dynamoGeographyReader(reader)),
      listings: dynamoDirectoryListings(table, dynamoDirectoryReader(reader)),
    },
    gaps: dynamoGapStore(table),
    councils: councilCodes,
  };
}
