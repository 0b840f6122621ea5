import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { frontServer } from "../../infra/local/front.ts";
import type { LocalFunction } from "../../infra/local/functions.ts";
import { synthesizeLocal } from "../../infra/local/synthesize.ts";

// The place of API Gateway, with functions that only tell what they were called with.

let site: string;
let stop: () => void;
let answer: object = { statusCode: 200, body: "hello" };
const events: any[] = [];

beforeAll(async () => {
  const system = synthesizeLocal(join(mkdtempSync(join(tmpdir(), "trellis-front-")), "assembly"));
  const functions = new Map(
    system.ofType("AWS::Lambda::Function").map(({ id }): [string, LocalFunction] => [
      id,
      {
        async invoke(event) {
          events.push({ ...event, function: id });
          return answer;
        },
      },
    ]),
  );
  const authorizers = new Map(system.ofType("AWS::ApiGatewayV2::Authorizer").map(({ id }) => [id, async () => undefined] as const));
  const server = frontServer(system, functions, authorizers, []);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  site = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  stop = () => server.close();
});
afterAll(() => stop());

const post = async (type: string | undefined, body: string | Uint8Array<ArrayBuffer>) => {
  await fetch(`${site}/welcome`, { method: "POST", body, headers: type === undefined ? {} : { "content-type": type } });
  const { body: told, isBase64Encoded } = events.at(-1);
  return { told, isBase64Encoded, bytes: Buffer.from(told, isBase64Encoded ? "base64" : "utf8").toString("hex") };
};
const hex = (text: string | Uint8Array) => Buffer.from(text).toString("hex");

describe("HEAD", () => {
  it("is taken to no route of GET but those that say so", async () => {
    const head = async (path: string) => {
      const { status } = await fetch(site + path, { method: "HEAD" });
      return [status, events.at(-1).routeKey, events.at(-1).requestContext.http.method];
    };
    expect(await head("/safety")).toEqual([200, "HEAD /safety", "HEAD"]);
    // Whatever no route takes goes to the function for what is nowhere.
    expect(await head("/account")).toEqual([200, "$default", "HEAD"]);
    expect(await head("/sign-in/callback?code=x")).toEqual([200, "$default", "HEAD"]);
  });
});

describe("a body", () => {
  it("that is text is handed on as it is", async () => {
    for (const type of ["text/plain; charset=utf-8", "application/json", "application/json; charset=utf-8", "application/xml"])
      expect(await post(type, "Zoë"), type).toEqual({ told: "Zoë", isBase64Encoded: false, bytes: hex("Zoë") });
  });
  it("that is a form, or bytes, is handed on in base64, and none of its bytes is lost", async () => {
    const bytes = new Uint8Array([0, 255, 254, 13, 10, 128]);
    for (const type of ["application/octet-stream", "multipart/form-data; boundary=x", "image/png"])
      expect(await post(type, bytes), type).toMatchObject({ isBase64Encoded: true, bytes: hex(bytes) });
    expect(await post("application/x-www-form-urlencoded", "a=b&c=%C3%AB")).toMatchObject({ isBase64Encoded: true, bytes: hex("a=b&c=%C3%AB") });
    expect(await post(undefined, bytes)).toMatchObject({ isBase64Encoded: true, bytes: hex(bytes) });
  });
  it("that is not there is not handed on", async () => {
    await fetch(`${site}/welcome`, { method: "POST" });
    expect(events.at(-1)).not.toHaveProperty("body");
    expect(events.at(-1).isBase64Encoded).toBe(false);
  });
  it("that a function answers in base64 goes out as the bytes it stands for", async () => {
    answer = { statusCode: 200, body: Buffer.from([1, 2, 255]).toString("base64"), isBase64Encoded: true };
    expect(hex(new Uint8Array(await (await fetch(`${site}/safety`)).arrayBuffer()))).toBe("0102ff");
  });
});
