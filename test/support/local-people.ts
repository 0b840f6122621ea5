import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { SAMPLES } from "../../functions/accounts/use-cases/sample-people.ts";
import { localAwsEnvironment } from "../../infra/local/engine.ts";
import { identityId } from "../../shared/people/identity.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { keys } from "../../shared/table/keys.ts";
import { openTable } from "../../shared/table/table-client.ts";

/** The table of a running local system. */
export function localTable({ home }: { readonly home: string }): ReturnType<typeof openTable> {
  const { endpoint, tableName } = JSON.parse(readFileSync(join(home, "running.json"), "utf8"));
  return openTable(awsConnectionFrom(localAwsEnvironment(endpoint)), tableName);
}

/** Its table of money. */
export function localLedger({ home }: { readonly home: string }): ReturnType<typeof openTable> {
  const { endpoint, ledgerName } = JSON.parse(readFileSync(join(home, "running.json"), "utf8"));
  return openTable(awsConnectionFrom(localAwsEnvironment(endpoint)), ledgerName);
}

/** The id of a made-up person's account on a running local system. */
export async function accountIdOf(system: { readonly home: string }, subject: string): Promise<string> {
  const { name: TableName, client } = localTable(system);
  const { Item } = await client.send(new GetCommand({ TableName, Key: keys.identity(identityId({ issuer: SAMPLES, subject })) }));
  if (!Item) throw new Error(`There is no ${subject}`);
  return String(Item["account"]);
}
