import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localAwsEnvironment } from "../../infra/local/engine.ts";
import { type Notice, noticeWrite } from "../../shared/notices/notice.ts";
import { PLAIN_PREFERENCES } from "../../shared/notices/preferences.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { keys } from "../../shared/table/keys.ts";
import { openTable, transactUntilClear } from "../../shared/table/table-client.ts";
import { type RunningLocalSystem, startLocalSystem } from "../support/local-system.ts";
import { until } from "../support/until.ts";

// From an item in the table to a page of the mailbox, through the pipe, the queue and the bundle; Notify fails twice first.

let system: RunningLocalSystem;
let table: ReturnType<typeof openTable>;

beforeAll(async () => {
  system = await startLocalSystem({ TRELLIS_SEED: "none", TRELLIS_DATA_DIR: "", TRELLIS_NOTIFY_FAILS: "2" });
  const { endpoint, tableName } = JSON.parse(readFileSync(join(system.home, "running.json"), "utf8"));
  table = openTable(awsConnectionFrom(localAwsEnvironment(endpoint)), tableName);
});
afterAll(() => system?.stop());

const page = async (path: string) => (await fetch(system.site + path)).text();
const tell = (changes: Partial<Notice>) =>
  transactUntilClear(table, [
    noticeWrite(table.name, {
      id: "listing-back.one",
      authority: "E10000018",
      code: "listing-back",
      to: { account: "ada", email: "ada@people.example" },
      preferences: PLAIN_PREFERENCES,
      values: { name: "Ada <Example>", link: `${system.site}/account` },
      createdAt: new Date().toISOString(),
      ...changes,
    }),
  ]);
const state = async (id: string) => (await table.client.send(new GetCommand({ TableName: table.name, Key: keys.notice(id) }))).Item?.["state"];

describe("a notice written to the table", () => {
  it("arrives in the mailbox, once, though Notify fails twice, and its words are gone from the table", async () => {
    expect(await page("/local-mailbox")).toContain("No messages yet");
    await tell({});
    await until(async () => ((await state("listing-back.one")) === "sent" ? true : undefined));
    const list = await page("/local-mailbox");
    expect(list.match(/Your listing is back/g)?.length).toBe(1);
    expect(list).toContain("Only on your own machine");
    const message = await page(/href="(\/local-mailbox\/[^"]+)"/.exec(list)?.[1] ?? "");
    for (const words of ["<h1", "Hello Ada &#60;Example&#62;.", "ada@people.example", "E-mail", `href="${system.site}/account"`])
      expect(message).toContain(words);
  });
  it("fails for good at an address that is none", async () => {
    await tell({ id: "listing-back.two", to: { account: "ada", email: "ada@people.xn--p1ai" } });
    await until(async () => ((await state("listing-back.two")) === "failed" ? true : undefined));
  });
  it("leaves no name and no address in the logs", async () => {
    const folder = join(system.home, "logs");
    // A line reaches its file a moment after what it tells of is stored.
    const logs = await until(async () => {
      const text = readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), "utf8"))
        .join("\n");
      return ["notice-sent", "notice-failed"].every((event) => text.includes(`"event":"${event}"`)) ? text : undefined;
    });
    expect(logs).not.toMatch(/Example|@people/);
  });
  it("is taken by Notify's stand-in from nobody without its key", async () => {
    const send = async (headers: Record<string, string>) =>
      fetch(`${system.site}/local-notify/v2/notifications/email`, { method: "POST", body: "{}", headers }).then(async (answer) => [
        answer.status,
        (await answer.json()).errors[0].error,
      ]);
    expect(await send({})).toEqual([401, "AuthError"]);
    const forged = await new SignJWT({})
      .setProtectedHeader({ alg: "HS256" })
      .setIssuer("x")
      .setIssuedAt()
      .sign(new TextEncoder().encode("y".repeat(36)));
    expect(await send({ authorization: `Bearer ${forged}` })).toEqual([403, "AuthError"]);
  });
});
