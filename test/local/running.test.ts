import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DeleteCommand, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { base64url, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { samplePeople } from "../../functions/accounts/use-cases/sample-people.ts";
import { localObjects } from "../../infra/local/storage-objects.ts";
import { ROLES } from "../../shared/access/roles.ts";
import { commit } from "../../shared/audit/commit.ts";
import { keys, recordName } from "../../shared/table/keys.ts";
import { anAuditContext } from "../support/builders.ts";
import { accountIdOf, localTable } from "../support/local-people.ts";
import { type RunningLocalSystem, startLocalSystem } from "../support/local-system.ts";
import { until } from "../support/until.ts";

let system: RunningLocalSystem;
let table: ReturnType<typeof localTable>;

beforeAll(async () => {
  system = await startLocalSystem({ TRELLIS_SEED: "40", TRELLIS_DATA_DIR: "" });
  table = localTable(system);
});
afterAll(() => system?.stop());

const tokenFor = async (...words: readonly string[]): Promise<string> => (await system.run("infra/local/token.ts", ...words)).out.trim();
const api = (path: string, token: string, init: RequestInit = {}) =>
  fetch(system.site + path, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });

describe("a token from the command line", () => {
  it("is good for each role, and for nothing that role may not do", async () => {
    for (const role of ROLES) {
      const token = await tokenFor(role);
      const me = await api("/api/people/me", token);
      expect(me.status, role).toBe(200);
      expect(JSON.stringify(await me.json())).toContain(role);
      expect((await api("/api/councils/E10000018/staff", token)).status, role).toBe(role === "administrator" ? 200 : 403);
    }
  });
  it("can be for a person and a council of one's choice", async () => {
    const token = await tokenFor("administrator", "--subject", "carol", "--authority", "E06000016");
    expect((await (await api("/api/people/me", token)).json()).id).toBe(await accountIdOf(system, "carol"));
    expect((await api("/api/councils/E06000016/staff", token)).status).toBe(200);
    expect((await api("/api/councils/E10000018/staff", token)).status).toBe(404);
  });
  it("is refused at the gateway when it is expired, forged, for somebody else's service, unsigned, or not one at all", async () => {
    const good = await tokenFor("recipient");
    const [head = "", body = "", signature = ""] = good.split(".");
    const claims = JSON.parse(Buffer.from(body, "base64url").toString());
    const jwk = JSON.parse(readFileSync(join(system.home, "issuer-keys.json"), "utf8"));
    const { importJWK, generateKeyPair } = await import("jose");
    const ours = await importJWK(jwk, "RS256");
    const theirs = (await generateKeyPair("RS256")).privateKey;
    const signed = (change: object, key = ours, header: object = {}) =>
      new SignJWT({ ...claims, ...change }).setProtectedHeader({ alg: "RS256", kid: "local", ...header }).sign(key);
    const sealed = (value: object) => base64url.encode(JSON.stringify(value));
    const bad = {
      expired: await signed({ exp: Math.floor(Date.now() / 1000) - 60 }),
      "not yet good": await signed({ nbf: Math.floor(Date.now() / 1000) + 600 }),
      forged: await signed({}, theirs),
      "for another service": await signed({ aud: "another", client_id: "another" }),
      "from another issuer": await signed({ iss: "https://evil.example" }),
      unsigned: `${sealed({ alg: "none" })}.${body}.`,
      "unsigned with a signature": `${sealed({ alg: "none" })}.${body}.${signature}`,
      "signed with the public key as a secret": await new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode(jwk.n)),
      altered: `${head}.${sealed({ ...claims, sub: "sample-administrator" })}.${signature}`,
      cut: good.slice(0, -10),
      empty: "",
      nonsense: "nonsense",
    };
    expect((await api("/api/people/me", await signed({}))).status).toBe(200);
    for (const [name, token] of Object.entries(bad)) {
      const answer = await api("/api/people/me", token);
      expect(answer.status, name).toBe(401);
      expect(await answer.text(), name).toBe('{"message":"Unauthorized"}');
    }
  });
  it("is not given for a role there is not", async () => {
    expect((await system.run("infra/local/token.ts", "king")).code).toBe(1);
  });
});

describe("appointing from the command line", () => {
  it("gives a council its first administrator, and refuses what it cannot use", async () => {
    const done = await system.run("infra/local/appoint.ts", "first@rutland.example", "administrator", "E06000017");
    expect(done).toEqual({ code: 0, out: "first@rutland.example is administrator of Rutland from their first sign-in.\n" });
    expect((await system.run("infra/local/appoint.ts", "nobody", "king", "E06000099")).code).toBe(2);
  });
});

describe("the keys command", () => {
  it("changes the running system's keys, and refuses what it does not know", async () => {
    const secret = () => readFileSync(join(system.home, "secrets.json"), "utf8");
    const before = secret();
    const done = await system.run("infra/local/keys.ts", "rotate-now");
    expect(done).toEqual({ code: 0, out: "A new key seals sessions in 60 seconds. No one is signed out.\n" });
    expect(secret()).not.toBe(before);
    expect((await system.run("infra/local/keys.ts", "end-all")).out).toContain("Everyone has to sign in again");
    expect((await system.run("infra/local/keys.ts", "nonsense")).code).toBe(2);
  });
});

describe("the audit command", () => {
  it("passes while the system runs, and fails naming the record after an entry is altered or deleted", async () => {
    expect((await system.run("infra/local/audit.ts", "verify")).code).toBe(0);
    const { Items = [] } = await table.client.send(
      new ScanCommand({ TableName: table.name, FilterExpression: "entity = :e", ExpressionAttributeValues: { ":e": "audit-entry" } }),
    );
    const name = `ACCOUNT#${await accountIdOf(system, "sample-recipient")}|ACCOUNT`;
    const item = Items.find(({ record }) => record === name);
    if (!item) throw new Error("No entry");
    await table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk: item["pk"], sk: item["sk"] } }));
    const deleted = await system.run("infra/local/audit.ts", "verify");
    expect([deleted.code, deleted.out.includes(`${name}: entry 1 is missing`)]).toEqual([1, true]);
    await table.client.send(new PutCommand({ TableName: table.name, Item: { ...item, action: "made up" } }));
    const altered = await system.run("infra/local/audit.ts", "verify");
    expect([altered.code, altered.out.includes(`${name}: entry 1 was changed`)]).toEqual([1, true]);
    await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
    expect((await system.run("infra/local/audit.ts", "verify")).code).toBe(0);
  });
  it("names a record that is gone with its whole trail, once the stream had it sealed in the write-once bucket", async () => {
    const key = keys.account("to-be-removed");
    const record = { key, entity: "account", schemaVersion: 1, attributes: { body: {} }, action: "test", changes: [] };
    await commit(table, anAuditContext(), [record]);
    const name = recordName(key);
    const objects = localObjects(join(system.home, "storage"));
    const { seals } = JSON.parse(readFileSync(join(system.home, "running.json"), "utf8"));
    await until(async () => {
      const places = await objects.keys(seals.bucket);
      const sealed = await Promise.all(places.map((place) => objects.get(seals.bucket, place)));
      return sealed.some((one) => one?.bytes.toString().includes(name)) || undefined;
    });
    expect((await system.run("infra/local/audit.ts", "verify")).out).toMatch(
      /^Every audit trail is whole: .*\nNot sealed yet: the last entries of \d+ records\.\n$/,
    );
    const gone = [key, keys.auditEntry(name, 1)];
    for (const { pk, sk } of gone) await table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk, sk } }));
    const removed = await system.run("infra/local/audit.ts", "verify");
    expect([removed.code, removed.out.includes(`${name}: the record and its whole trail are missing`)]).toEqual([1, true]);
  });
});

/**
 * Signs in through the local provider as a browser without scripts would, as the public does or through a council's own; gives the
 * session's cookie, or the status of the page that says why there is none.
 */
async function signInAs(who: Readonly<Record<string, string>>, council?: string): Promise<string | number> {
  const jar = new Map<string, Map<string, string>>();
  const go = async (address: string, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(address);
    const named = jar.get(url.hostname) ?? new Map();
    jar.set(url.hostname, named);
    const answer = await fetch(url, {
      ...init,
      redirect: "manual",
      headers: { ...init.headers, cookie: [...named].map(([name, value]) => `${name}=${value}`).join("; ") },
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (cookie.split(";")[0] ?? "").split("=");
      if (value === "") named.delete(name);
      else named.set(name, value);
    }
    return answer;
  };
  let answer = await go(`${system.site}/sign-in/start?${new URLSearchParams(council === undefined ? { as: "person" } : { as: "council", council })}`);
  for (let step = 0; step < 8; step += 1) {
    const location = answer.headers.get("location");
    if (!location) return answer.status;
    const next = new URL(location, answer.url);
    if (next.origin === new URL(system.site).origin && !next.pathname.startsWith("/sign-in"))
      return `trellis-session=${jar.get(next.hostname)?.get("trellis-session")}`;
    answer = await go(next.href);
    if (answer.status !== 200) continue;
    const action = /action="([^"]+)"/.exec(await answer.text())?.[1] ?? "";
    answer = await go(new URL(action, next).href, {
      method: "POST",
      body: new URLSearchParams(who),
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
  }
  throw new Error("The sign-in never ended");
}

describe("officers of two councils", () => {
  const staffPage = async (cookie: string | number) => {
    const answer = await fetch(`${system.site}/staff`, { headers: { cookie: String(cookie) }, redirect: "manual" });
    return [answer.status, /Administrator, (\w+)/.exec(await answer.text())?.[1]];
  };
  it("each sign in through their own council's provider, and work for that council", async () => {
    expect(await staffPage(await signInAs({ subject: "sample-administrator" }, "E10000018"))).toEqual([200, "Leicestershire"]);
    expect(await staffPage(await signInAs({ subject: "sample-city-administrator" }, "E06000016"))).toEqual([200, "Leicester"]);
  });
  it("are refused with an address that is none of the council's, though its provider vouches for it", async () => {
    expect(await signInAs({ email: "somebody@leicester.example" }, "E10000018")).toBe(403);
    expect(await signInAs({ email: "somebody@leicestershire.example.evil.example" }, "E10000018")).toBe(403);
    expect(await signInAs({ subject: "sample-city-administrator" }, "E10000018")).toBe(403);
    expect(await signInAs({ email: "somebody@leicester.example" }, "E06000016")).toMatch(/^trellis-session=/);
  });
  it("are no officers when they come as the public does", async () => {
    expect(await staffPage(await signInAs({ subject: "sample-administrator" }))).toEqual([403, undefined]);
  });
});

describe("a whole run's logs", () => {
  it("hold no name, postcode, e-mail address or telephone number of anybody", async () => {
    const cookie = String(await signInAs({ subject: "sample-recipient" }));
    const staff = String(await signInAs({ subject: "sample-administrator" }, "E10000018"));
    const page = (path: string, named: string) => fetch(system.site + path, { headers: { cookie: named }, redirect: "manual" });
    const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
    const listings = Items.flatMap(({ entity, listing }) => (entity === "listing" ? [listing] : []));
    expect(listings.length).toBe(40);
    for (const { displayName, id } of listings.slice(0, 10)) {
      await fetch(`${system.site}/search?near=${encodeURIComponent(displayName)}`);
      await fetch(`${system.site}/listings/${id}?near=LE13+1GH`);
    }
    for (const path of [
      "/search?near=LE13+1GH",
      "/api/search?near=le131gh&service=x",
      "/search?near=Melton+Mowbray",
      "/account",
      "/account/data",
      "/account/data/download",
      "/account/details",
    ]) {
      expect((await page(path, cookie)).status, path).toBeLessThan(500);
    }
    for (const path of ["/staff", `/people/${await accountIdOf(system, "sample-recipient")}`, "/people/rosemary@people.example", "/councils/E10000018/team"])
      expect((await page(path, staff)).status, path).toBeLessThan(500);
    await api("/api/people/me", await tokenFor("recipient"), {
      method: "PATCH",
      body: JSON.stringify({ phone: "01632 960001", displayName: "Rosemary Newname" }),
      headers: { "content-type": "application/json", "if-match": '"1"' },
    });
    await api("/api/councils/E10000018/staff", await tokenFor("administrator"), {
      method: "POST",
      body: '{"email":"new.person@council.example"',
      headers: { "content-type": "application/json", "idempotency-key": "logs-test-1" },
    });

    const folder = join(system.home, "logs");
    const logs = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), "utf8"))
      .join("\n");
    expect(logs.split("\n").length).toBeGreaterThan(30);
    expect(logs).toContain('"event":"request-served"');
    const personal = [
      ...listings.flatMap(({ displayName, postcode, about }) => [displayName, postcode, about]),
      ...samplePeople.flatMap(({ name, email }) => [name, ...name.split(" "), email]),
      "LE13",
      "le131gh",
      "Melton",
      "01632",
      "Newname",
      "new.person",
      "@",
    ].filter((text): text is string => typeof text === "string" && text.length > 0);
    expect(personal.length).toBeGreaterThan(100);
    // As words: three letters of a name also turn up inside the random letters of an id.
    const asWords = (text: string) => new RegExp(`(?<![\\w-])${RegExp.escape(text)}(?![\\w-])`, "i");
    expect(asWords("Ada").test('{"event":"x","to":"Ada"}')).toBe(true);
    const spelled = (text: string) => (text.length > 5 || /\W/.test(text) ? logs.toLowerCase().includes(text.toLowerCase()) : asWords(text).test(logs));
    expect([...new Set(personal)].filter(spelled)).toEqual([]);
    for (const line of logs.split("\n").filter((text) => text.trim() !== "")) expect(Object.keys(JSON.parse(line)), line).toContain("event");
  });
});

/** The memory of a process and those it started, each page that several share counted once between them, in MB. */
function memoryOf(pid: string): number {
  const [, kilobytes = "0"] = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8")) ?? [];
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
  return Number(kilobytes) / 1024 + children.reduce((sum, child) => sum + memoryOf(child), 0);
}

describe.runIf(process.platform === "linux")("all that npm start runs", () => {
  it("takes at most 450 MB once its pages are used, of which npm itself takes up to 60", async () => {
    const pages = ["/", "/search?near=Melton+Mowbray", "/sign-in", "/privacy", "/apply", "/local-mailbox", "/api/taxonomy"];
    for (const page of pages) expect((await fetch(system.site + page)).status, page).toBe(200);
    const { pid } = JSON.parse(readFileSync(join(system.home, "running.json"), "utf8"));
    expect(memoryOf(String(pid))).toBeLessThanOrEqual(450 - 60);
  });
});
