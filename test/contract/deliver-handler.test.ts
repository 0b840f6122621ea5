import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { noticeWrite } from "../../shared/notices/notice.ts";
import { PLAIN_PREFERENCES } from "../../shared/notices/preferences.ts";
import { transactUntilClear } from "../../shared/table/table-client.ts";
import { aServer } from "../support/stand-in-server.ts";
import { aTable } from "../support/tables.ts";

// The delivery's own module: which messages of a batch come again.

let handler: (event: {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}) => Promise<{ readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] }>;
let stop: () => void;

beforeAll(async () => {
  const table = await aTable();
  const down = await aServer((_, response) => {
    response.statusCode = 503;
    response.end("{}");
  });
  stop = down.stop;
  const environment = {
    ...table.environmentOf("deliver"),
    NOTIFY_URL: `${down.url}/notify`,
    NOTIFY_SECRET: "notify",
    AWS_ENDPOINT_URL_SECRETS_MANAGER: down.url,
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  handler = (await import("../../functions/notices/deliver.handler.ts")).handler;
  await transactUntilClear(table.table, [
    noticeWrite(table.name, {
      id: "listing-back.one",
      authority: "E10000018",
      code: "listing-back",
      to: { account: "ada", email: "ada@people.example" },
      preferences: PLAIN_PREFERENCES,
      values: { name: "Ada", link: "https://trellis.example/account" },
      createdAt: "2026-11-24T12:00:00.000Z",
    }),
  ]);
});
afterAll(() => {
  vi.unstubAllEnvs();
  stop();
});

describe("the delivery's function", () => {
  it("has those messages come again that it could not deal with, and no others", async () => {
    const { batchItemFailures } = await handler({
      Records: [
        { messageId: "gone", body: JSON.stringify({ notice: "nothing.here" }) },
        { messageId: "unreadable", body: "not JSON" },
        { messageId: "undelivered", body: JSON.stringify({ notice: "listing-back.one" }) },
        { messageId: "gone too", body: JSON.stringify({ notice: "nothing.here" }) },
      ],
    });
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(["unreadable", "undelivered"]);
  });
});
