import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { SAMPLES } from "../../functions/accounts/use-cases/sample-people.ts";
import { dynamoRecipientStore } from "../../functions/arrangements/store/dynamo-recipient-store.ts";
import { localAwsEnvironment } from "../../infra/local/engine.ts";
import { identityId } from "../../shared/people/identity.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { keys } from "../../shared/table/keys.ts";
import { openTable } from "../../shared/table/table-client.ts";
import { storedCases } from "./vetting.ts";

/** The table of a running local system. */
export function localTable({ home }: { readonly home: string }): ReturnType<typeof openTable> {
  const { endpoint, tableName } = JSON.parse(readFileSync(join(home, "running.json"), "utf8"));
  return openTable(awsConnectionFrom(localAwsEnvironment(endpoint)), tableName);
}

/** Where the table of a running local system is served. */
export const localEndpoint = ({ home }: { readonly home: string }): string => JSON.parse(readFileSync(join(home, "running.json"), "utf8")).endpoint;

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

/** Takes the link between a recipient's record and an account away: another file of tests on the same system connects whom it needs. */
export async function leaveRecipient(system: { readonly home: string }, id: string): Promise<void> {
  const table = localTable(system);
  const before = await dynamoRecipientStore(table).recipient(id);
  if (!before) return;
  const { account: _, ...after } = before.body;
  await storedCases({ table }, { entity: "recipient", before, after, action: "test" });
}
