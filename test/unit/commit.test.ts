import { createServer } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { localAwsEnvironment } from "../../infra/local/engine.ts";
import { commit, note } from "../../shared/audit/commit.ts";
import { NO_ENTRIES } from "../../shared/audit/entry.ts";
import { TooBusy } from "../../shared/domain/busy.ts";
import { pause } from "../../shared/runtime/pause.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { openTable, type Table } from "../../shared/table/table-client.ts";
import { anAuditContext } from "../support/builders.ts";

/** A DynamoDB in which another transaction is always in the way, and how often it was tried. */
async function busyTable(): Promise<{ readonly table: Table; readonly tries: () => number; readonly stop: () => void }> {
  let tries = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      tries += 1;
      const CancellationReasons = [{ Code: "TransactionConflict", Message: "Transaction is ongoing for the item" }];
      response.writeHead(400, { "content-type": "application/x-amz-json-1.0" });
      response.end(
        JSON.stringify({ __type: "com.amazonaws.dynamodb.v20120810#TransactionCanceledException", Message: "Transaction cancelled", CancellationReasons }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const table = openTable(awsConnectionFrom(localAwsEnvironment(`http://127.0.0.1:${port}`)), "busy");
  return {
    table,
    tries: () => tries,
    stop: () => {
      table.client.destroy();
      server.close();
    },
  };
}

describe("a record that others write to all the time", () => {
  let busy: Awaited<ReturnType<typeof busyTable>>;
  beforeEach(async () => {
    // Waiting takes no time: how long is chance.
    vi.spyOn(Math, "random").mockReturnValue(0);
    busy = await busyTable();
  });
  afterEach(() => {
    busy.stop();
    vi.restoreAllMocks();
  });
  const record = { key: { pk: "a#1", sk: "a#1" }, entity: "account", schemaVersion: 1, attributes: {}, action: "account:update", changes: [] };

  it("is tried some forty times, and then said to be too busy: nobody waits for ever", async () => {
    await expect(commit(busy.table, anAuditContext(), [record])).rejects.toBeInstanceOf(TooBusy);
    expect(busy.tries()).toBe(41);
  });
  it("is given up in the same way where only its trail is written", async () => {
    await expect(note(busy.table, anAuditContext(), { ...record, head: NO_ENTRIES })).rejects.toBeInstanceOf(TooBusy);
    expect(busy.tries()).toBe(41);
  });
  it("is tried again at once the first time, and then after a wait", async () => {
    const waited = vi.spyOn(Math, "random");
    await pause(0);
    expect(waited).not.toHaveBeenCalled();
    await pause(1);
    expect(waited).toHaveBeenCalledOnce();
    await expect(pause(39)).resolves.toBeUndefined();
    await expect(pause(40)).rejects.toBeInstanceOf(TooBusy);
  });
});
