import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { checkedKey, fileKey } from "../../functions/vetting/rules/file-keys.ts";
import { dynamoCaseStore } from "../../functions/vetting/store/dynamo-case-store.ts";
import { png } from "../support/files.ts";
import { aServer } from "../support/stand-in-server.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { aCase, someEvidence, storedCases } from "../support/vetting.ts";

// The file check's own module, over a table and a bucket in which every file is a picture.

const removed: string[] = [];
const put: string[] = [];
let table: TestTable;
let handler: (event: unknown) => Promise<void>;
let stop: () => void;

beforeAll(async () => {
  table = await aTable();
  const bucket = await aServer((request, response) => {
    const key = decodeURIComponent(new URL(request.url ?? "", "http://bucket").pathname).replace("/files/", "");
    if (request.method === "DELETE") removed.push(key);
    if (request.method === "PUT") put.push(key);
    response.statusCode = request.method === "DELETE" ? 204 : 200;
    response.end(request.method === "DELETE" ? undefined : png());
  });
  stop = bucket.stop;
  const environment = {
    ...table.environmentOf("fileCheck"),
    AWS_ENDPOINT_URL_S3: bucket.url,
    FILES_BUCKET: "files",
    FILES_KEY: "key",
    SITE_ADDRESS: "https://trellis.example",
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  handler = (await import("../../functions/vetting/entries/file-check.handler.ts")).handler;
  await storedCases(
    table,
    { entity: "case", after: aCase({ id: "a-case", owner: "pip" }), action: "test" },
    { entity: "evidence", after: someEvidence({ id: "training", case: "a-case", owner: "pip", code: "training" }), action: "test" },
  );
});
afterAll(() => {
  vi.unstubAllEnvs();
  stop();
});

const scanned = (objectKey: string, scanResultStatus = "NO_THREATS_FOUND") => ({
  source: "aws.guardduty",
  detail: { scanStatus: "COMPLETED", s3ObjectDetails: { bucketName: "files", objectKey, eTag: "mark" }, scanResultDetails: { scanResultStatus } },
});
const keyOf = (file: string, of = "a-case") => fileKey({ case: of, evidence: "training", file });
const noted = async () => {
  const found = (await dynamoCaseStore(table.table).caseWithEvidence("a-case"))?.evidence.find(({ body }) => body.id === "training");
  return found?.body.files.map(({ id, state }) => `${id} ${state}`).toSorted();
};

describe("the file check's function", () => {
  it("notes every file, also of several at once, and moves each to where no form leads", async () => {
    await Promise.all(["f1", "f2", "f3", "f4"].map((file) => handler(scanned(keyOf(file)))));
    expect(await noted()).toEqual(["f1 clean", "f2 clean", "f3 clean", "f4 clean"]);
    const files = ["f1", "f2", "f3", "f4"];
    expect(new Set(put)).toEqual(new Set(files.map((file) => checkedKey({ case: "a-case", evidence: "training", file }, "mark"))));
    expect(removed.splice(0).toSorted()).toEqual(files.map((file) => keyOf(file)));
  });
  it("woken again for a file that was noted leaves it as it is", async () => {
    await handler(scanned(keyOf("f1")));
    expect(await noted()).toEqual(["f1 clean", "f2 clean", "f3 clean", "f4 clean"]);
    expect(removed.splice(0)).toEqual([keyOf("f1")]);
  });
  it("leaves alone what was checked", async () => {
    await handler(scanned(checkedKey({ case: "a-case", evidence: "training", file: "f1" }, "mark"), "THREATS_FOUND"));
    expect(removed).toEqual([]);
  });
  it("removes what belongs to no case, and what has no place among our keys", async () => {
    await handler(scanned(keyOf("f1", "no-case")));
    await handler(scanned("somewhere/else"));
    expect(removed).toEqual([keyOf("f1", "no-case"), "somewhere/else"]);
  });
});
