import { describe, expect, it } from "vitest";
import { SECOND_FACTOR, SECOND_FACTOR_USED } from "../../shared/access/second-factor.ts";
import { guard } from "../../shared/http/guard.ts";
import type { HttpAnswer, HttpRequest } from "../../shared/http/messages.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { testEdge } from "../support/edge.ts";

const NOW = Date.parse("2026-11-24T12:00:00Z");
const SIGNED_OUT = "2026-11-24T11:00:00.000Z";
const SECOND = Date.parse(SIGNED_OUT) / 1000;

interface Seen {
  readonly limits: string[];
  throughCouncil?: string | undefined;
}

/** A guarded route that anybody may take for themselves, and what its guard was given to decide by. */
async function taken(claims: HttpRequest["claims"], { waitFor = [] as readonly string[] } = {}): Promise<{ status: number; seen: Seen }> {
  const seen: Seen = { limits: [] };
  const unused = (): never => {
    throw new Error("Not used by an API");
  };
  const guarded = guard<string, { self: string }>(
    {
      now: () => NOW,
      site: new URL("https://trellis.example"),
      policy: servicePolicy,
      sessions: { begin: unused, read: unused, cookie: unused, renewal: unused, clear: "", brought: () => false, formToken: unused, isFormToken: unused },
      councilOf: (client) => ({ "client-of-one": "E1", "client-of-another": "E2" })[client],
      accountOf: async ({ issuer, subject }) => (issuer === "https://issuer.example" ? subject : undefined),
      known: async (subject, throughCouncil) => {
        seen.throughCouncil = throughCouncil;
        return { account: subject, caller: { subject, grants: [], actsFor: [], throughCouncil }, signedOutBefore: SIGNED_OUT, endedSessions: [] };
      },
      auditView: async () => undefined,
      auditDenial: async () => undefined,
      answerOf: async () => undefined,
      limited: async (name, who) => {
        seen.limits.push(`${name} ${who}`);
        return waitFor.includes(who) ? 7 : undefined;
      },
      carriedPage: unused,
    },
    { self: async (_id, { account }) => ({ subject: { owner: account }, name: `account ${account}`, value: account }) },
  )(
    { method: "GET", path: "/api/me", who: "account:read", of: "self", limit: "contact" },
    async (): Promise<HttpAnswer> => ({ kind: "json", status: 200, json: "{}" }),
  );
  const answer = await guarded({
    id: "r1",
    routeKey: "GET /api/me",
    method: "GET",
    path: "/api/me",
    query: new URLSearchParams(),
    parameters: {},
    headers: {},
    cookies: [],
    body: "",
    address: "192.0.2.1",
    logName: testEdge.logName,
    claims,
  });
  return { status: answer.kind === "json" ? answer.status : answer.kind === "problem" ? answer.problem.status : 0, seen };
}

const token = (changes: Readonly<Record<string, unknown>> = {}) => ({
  iss: "https://issuer.example",
  sub: "nadia",
  token_use: "access",
  client_id: "people",
  auth_time: `${SECOND + 1}`,
  ...changes,
});

describe("a token", () => {
  it("of the very second in which somebody signed out everywhere is over; of the next it is good", async () => {
    expect((await taken(token({ auth_time: `${SECOND}` }))).status).toBe(401);
    expect((await taken(token({ auth_time: `${SECOND - 1}` }))).status).toBe(401);
    expect((await taken(token({ auth_time: `${SECOND + 1}` }))).status).toBe(200);
  });
  it("counts from its sign-in, and from its issue only where that is not said; one that says neither is over", async () => {
    expect((await taken(token({ auth_time: `${SECOND}`, iat: `${SECOND + 100}` }))).status).toBe(401);
    expect((await taken(token({ auth_time: undefined, iat: `${SECOND + 100}` }))).status).toBe(200);
    expect((await taken(token({ auth_time: undefined }))).status).toBe(401);
  });
  it("is of a council only with its client and a second factor", async () => {
    const through = async (changes: Readonly<Record<string, unknown>>) => (await taken(token(changes))).seen.throughCouncil;
    const factor = { [SECOND_FACTOR]: SECOND_FACTOR_USED };
    expect(await through({ client_id: "client-of-one", ...factor })).toBe("E1");
    expect(await through({ client_id: "client-of-another", ...factor })).toBe("E2");
    for (const not of [{ client_id: "client-of-one" }, factor, { client_id: "somebody-else", ...factor }, { client_id: ["client-of-one"], ...factor }])
      expect(await through(not)).toBeUndefined();
  });
});

describe("a route that may be taken only so often", () => {
  it("counts by person, and not by where they ask from", async () => {
    const { status, seen } = await taken(token());
    expect([status, seen.limits]).toEqual([200, ["contact nadia"]]);
    expect((await taken(token(), { waitFor: ["nadia"] })).status).toBe(429);
    expect((await taken(token(), { waitFor: ["192.0.2.1"] })).status).toBe(200);
  });
});
