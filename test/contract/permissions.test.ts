import { ExecuteStatementCommand } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, inject, it } from "vitest";
import type { FunctionSpec } from "../../functions/function-spec.ts";
import { type FunctionName, functions } from "../../functions/functions.ts";
import { tablesIn } from "../../infra/local/engine.ts";
import { startEngineLayer } from "../../infra/local/engine-layer.ts";
import { outlineOf } from "../../infra/local/engine-request.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { openTable } from "../../shared/table/table-client.ts";
import { aTable, type TestTable } from "../support/tables.ts";

// The roles of the synthesized template, as the layer before the engine enforces them.

let table: TestTable;
let TableName: string;
beforeAll(async () => {
  table = await aTable();
  TableName = table.name;
});
const as = (name: FunctionName) => table.tableOf(name).client;
const Key = (pk: string) => ({ pk, sk: "x" });
const isFunctionName = (name: string): name is FunctionName => name in functions;
const refused = { name: "AccessDeniedException", $metadata: { httpStatusCode: 400 } };

describe("a function's role", () => {
  it("lets the public functions read what is public, and nothing else, alone or among what is public", async () => {
    await expect(as("public").send(new GetCommand({ TableName, Key: Key("PUBLIC#LOG") }))).resolves.toBeDefined();
    await expect(as("public").send(new GetCommand({ TableName, Key: Key("ACCOUNT#ada") }))).rejects.toMatchObject(refused);
    const Keys = [Key("PUBLIC#LOG"), Key("ACCOUNT#ada")];
    await expect(as("public").send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys } } }))).rejects.toMatchObject(refused);
    await expect(as("public").send(new PutCommand({ TableName, Item: Key("PUBLIC#LOG") }))).rejects.toMatchObject(refused);
    await expect(as("public").send(new ScanCommand({ TableName }))).rejects.toMatchObject(refused);
    await expect(as("public").send(new ExecuteStatementCommand({ Statement: `SELECT * FROM "${TableName}"` }))).rejects.toMatchObject(refused);
  });
  it("lets only those change the public pictures who change cases, and the public functions read them", async () => {
    const tried = async (name: FunctionName) =>
      as(name)
        .send(new PutCommand({ TableName, Item: Key("SHOWN-PHOTO#one"), ConditionExpression: "attribute_exists(pk)" }))
        // Allowed to, it is refused by the condition: nothing is there.
        .catch(({ name: why }: Error) => (why === "ConditionalCheckFailedException" ? [name] : []));
    const may = await Promise.all(Object.keys(functions).filter(isFunctionName).map(tried));
    expect(may.flat().toSorted()).toEqual(["account", "fileCheck", "retentionOne", "sweepOne", "vetting"]);
    await expect(as("public").send(new GetCommand({ TableName, Key: Key("SHOWN-PHOTO#one") }))).resolves.toBeDefined();
    for (const name of ["public", "snapshot", "importFile"] as const)
      await expect(as(name).send(new GetCommand({ TableName, Key: Key("PHOTO#a-case") }))).rejects.toMatchObject(refused);
  });
  it("says who may not do what to what", async () => {
    await expect(as("public").send(new GetCommand({ TableName, Key: Key("ACCOUNT#ada") }))).rejects.toThrow(
      /^User: arn:aws:sts::\d{12}:assumed-role\/PublicRole\w+\/\w+ is not authorized to perform: dynamodb:GetItem on resource: arn:local:DataTable\w+ because no identity-based policy allows the dynamodb:GetItem action$/,
    );
  });
  it("lets a transaction through only where each of its items is allowed what is done to it", async () => {
    const check = { ConditionCheck: { TableName, Key: Key("PUBLIC#LISTING#a"), ConditionExpression: "attribute_not_exists(pk)" } };
    const put = (pk: string) => ({ Put: { TableName, Item: { ...Key(pk), entity: "limit" } } });
    const write = (...TransactItems: NonNullable<ConstructorParameters<typeof TransactWriteCommand>[0]["TransactItems"]>) =>
      as("shortlist").send(new TransactWriteCommand({ TransactItems }));
    await expect(write(check, put("SHORTLIST#a"), put("ONCE#a"))).resolves.toBeDefined();
    // It reads listings, and makes conditions of them, but writes none.
    await expect(write(put("SHORTLIST#b"), put("PUBLIC#LISTING#a"))).rejects.toMatchObject(refused);
    expect((await table.table.client.send(new GetCommand({ TableName, Key: Key("SHORTLIST#b") }))).Item).toBeUndefined();
  });
  it("lets every function but those of retention add to audit trails, and never change or remove what is there", async () => {
    const names = Object.entries<FunctionSpec>(functions).flatMap(([name, { table }]) => (isFunctionName(name) && table.mode === "write" ? [name] : []));
    const removing = names.filter((name) => {
      const { removesTrails }: FunctionSpec = functions[name];
      return removesTrails;
    });
    expect(removing).toEqual(["retentionOne", "sweepOne"]);
    // By role and partition, whatever else the role allows: each is tried on a trail of its own records.
    for (const name of names.filter((one) => !removing.includes(one))) {
      const { table: access }: FunctionSpec = functions[name];
      const trails = access.mode === "write" ? access.partitions.filter((partition) => partition.startsWith("AUDIT#")) : [];
      for (const trail of trails) {
        const Key = { pk: trail.replace("*", "x"), sk: `SEQ#${name}` };
        const put = { TableName, Item: { ...Key, entity: "limit" }, ConditionExpression: "attribute_not_exists(pk)" };
        await expect(as(name).send(new PutCommand(put)), `${name} ${trail}`).resolves.toBeDefined();
        await expect(as(name).send(new PutCommand(put)), `${name} ${trail}`).rejects.toMatchObject({ name: "ConditionalCheckFailedException" });
        const changes = [
          new DeleteCommand({ TableName, Key }),
          new UpdateCommand({ TableName, Key, UpdateExpression: "REMOVE entity" }),
          new BatchWriteCommand({ RequestItems: { [TableName]: [{ DeleteRequest: { Key } }] } }),
          new TransactWriteCommand({ TransactItems: [{ Delete: { TableName, Key } }] }),
        ];
        for (const change of changes) {
          const refusal = expect(as(name).send(change as DeleteCommand), `${name} ${trail}`).rejects;
          await refusal.toThrow("with an explicit deny in an identity-based policy");
        }
        await table.table.client.send(new DeleteCommand({ TableName, Key }));
      }
    }
    const Key = { pk: "AUDIT#CASE#x|CASE", sk: "SEQ#1" };
    for (const name of removing) await expect(as(name).send(new DeleteCommand({ TableName, Key })), name).resolves.toBeDefined();
  });
  it("names the indexes, and the partitions of each", async () => {
    const query = (IndexName: string, partition: string) =>
      as("sweep").send(
        new QueryCommand({ TableName, IndexName, KeyConditionExpression: `${IndexName}pk = :p`, ExpressionAttributeValues: { ":p": partition } }),
      );
    await expect(query("gsi3", "SWEEP#2026-11-24#E10000018")).resolves.toBeDefined();
    await expect(query("gsi3", "DUE#2026-11-24#E10000018")).rejects.toMatchObject(refused);
    await expect(query("gsi1", "SWEEP#2026-11-24#E10000018")).rejects.toMatchObject(refused);
  });
  it("is that of whoever signs: an unknown key is nobody's", async () => {
    const stranger = openTable(awsConnectionFrom({ ...table.environment, AWS_ACCESS_KEY_ID: "AKIASTRANGER" }), TableName);
    await expect(stranger.client.send(new GetCommand({ TableName, Key: Key("PUBLIC#LOG") }))).rejects.toMatchObject({ name: "UnrecognizedClientException" });
    const unsigned = await fetch(table.environmentOf("public")["AWS_ENDPOINT_URL_DYNAMODB"] ?? "", {
      method: "POST",
      headers: { "x-amz-target": "DynamoDB_20120810.ListTables" },
      body: "{}",
    });
    expect([unsigned.status, (await unsigned.json()).__type]).toEqual([400, "com.amazon.coral.service#MissingAuthenticationTokenException"]);
  });
  it("without one of its partitions lets its function do less: a grant that is left out fails here", async () => {
    const { records: resource } = tablesIn({ ofType: () => inject("tableResources") });
    const roles = Object.fromEntries(
      Object.entries(inject("roles")).map(([key, { name, statements }]) => [
        key,
        {
          name,
          statements: statements.map(({ conditions, ...statement }) => ({
            ...statement,
            conditions: conditions.map((one) => ({ ...one, values: one.values.filter((value) => value !== "ONCE#*") })),
          })),
        },
      ]),
    );
    const layer = await startEngineLayer({ engine: inject("endpoint"), roles, outlineOf: () => outlineOf(resource) });
    const read = (endpoint: string) => {
      const environment = { ...table.environmentOf("account"), AWS_ENDPOINT_URL_DYNAMODB: endpoint };
      return openTable(awsConnectionFrom(environment), TableName).client.send(new GetCommand({ TableName, Key: { pk: "ONCE#a", sk: "ONCE" } }));
    };
    await expect(read(table.environmentOf("public")["AWS_ENDPOINT_URL_DYNAMODB"] ?? "")).resolves.toBeDefined();
    await expect(read(layer.endpoint)).rejects.toMatchObject(refused);
    await layer.stop();
  });
});
