import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formHandlers } from "../../functions/reviews/handlers/form.handlers.ts";
import type { HttpRequest } from "../../shared/http/messages.ts";
import { linkHash, newLinkToken } from "../../shared/links/one-time-link.ts";
import { filledWith, templates } from "../../shared/notices/templates.ts";
import { noon } from "../support/balance-cases.ts";
import { COUNCIL } from "../support/councils.ts";
import { anInvitation } from "../support/invitations.ts";
import { runs } from "../support/runs.ts";

describe("links and codes in messages", () => {
  it("stand whole on a line of 76 characters, on the longest address a council's site has, without signs that mail programs change", () => {
    const site = "https://trellis.leicestershire.gov.uk";
    for (let tries = 0; tries < 50; tries += 1) {
      const link = `${site}/f/${newLinkToken()}`;
      expect(link.length).toBeLessThanOrEqual(76);
      expect(new URL(link).pathname).toMatch(/^\/f\/[A-Za-z0-9]+$/);
    }
    for (const { code, channel, body } of templates)
      if (code.startsWith("feedback-") && channel !== "sms") {
        const filled = filledWith(body, { link: "https://x.example/f/1", stop: "https://x.example/f/1/stop", page: "https://x.example/f" });
        // Each stands on a line of its own: nothing that follows is taken for a part of it.
        for (const line of filled.split("\n")) if (line.includes("https://")) expect(line).toMatch(/^https:\/\/\S+$/);
      }
  });
});

describe("opening links, a million times", () => {
  const token = newLinkToken();
  const stored = { body: anInvitation({ links: [linkHash(token)], until: "2099-01-01" }), version: 1, audit: { sequence: 1, hash: "" } };
  let reads = 0;
  const fails = (): never => expect.fail("something was written");
  const handlers = formHandlers({
    store: { commit: fails, review: fails, reviewsOf: fails },
    invitations: {
      invitation: fails,
      invitationBy: async (hash) => {
        reads += 1;
        return hash === linkHash(token) ? structuredClone(stored) : undefined;
      },
    },
    ...{ now: () => noon("2026-11-24"), site: new URL("https://trellis.example"), newId: () => "once", authority: COUNCIL, limited: async () => undefined },
  });
  const asking = (text: string, page?: string): HttpRequest =>
    ({
      ...{ id: "r", method: "GET", path: `/f/${text}`, parameters: { token: text }, query: new URLSearchParams(page === undefined ? {} : { page }) },
      ...{ headers: {}, cookies: [], body: "", address: "198.51.100.1" },
    }) as unknown as HttpRequest;

  // At night ten times a hundred thousand, each within the time that a test may take.
  it.each(Array.from({ length: runs(10, 1) }, (_, part) => part))(
    "writes nothing, whatever is opened in whatever order, and shows the same (part %i)",
    async (part) => {
      const pages = ["1", "2", "3", undefined, "9", "-1", "x"];
      const first = new Map<string, unknown>();
      for (let tries = part; tries < runs(100_000, 1500) + part; tries += 1) {
        const page = pages[(tries * 7919) % pages.length];
        const answer = tries % 3 === 0 ? await handlers.stopForms(asking(token)) : await handlers.form(asking(token, page));
        const name = tries % 3 === 0 ? "stop" : `page ${page}`;
        first.set(name, first.get(name) ?? answer);
        if (tries % 50 === 0) expect(answer).toEqual(first.get(name));
        if (answer.kind !== "page" || answer.status !== 200) expect.fail(`${name}: ${JSON.stringify(answer).slice(0, 100)}`);
      }
    },
  );
  it("tells nothing of a link that was tampered with: one page, after as many reads, whatever was changed", async () => {
    const over = await handlers.form(asking(newLinkToken()));
    const position = fc.nat(token.length - 1);
    const sign = fc.constantFrom(..."0123456789abcdefABCDEFxyz-_%/ ");
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.tuple(position, sign).map(([at, one]) => token.slice(0, at) + one + token.slice(at + 1)),
          fc.string(),
          fc.nat(31).map((to) => token.slice(0, to)),
          fc.constant(`${token}0`),
        ),
        async (text) => {
          fc.pre(text !== token);
          const before = reads;
          expect(await handlers.form(asking(text))).toEqual(over);
          expect(reads - before).toBe(1);
        },
      ),
      { numRuns: runs(100_000, 1000) },
    );
  });
});
