import * as z from "zod/mini";
import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import { oneOf } from "../../../shared/domain/codes.ts";
import { listOf, RecordId } from "../../../shared/domain/fields.ts";
import { type FieldError, readBy } from "../../../shared/domain/input.ts";
import { withoutAddresses } from "../../../shared/domain/person-name.ts";
import type { Result } from "../../../shared/domain/result.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { readTypedAmount } from "../../../shared/domain/typed-amount.ts";
import { dateIn } from "../../../shared/domain/typed-date.ts";
import { conflict, isStale, nothingHere } from "../../../shared/http/answers.ts";
import { fieldErrors } from "../../../shared/http/form-fields.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { ruleRefused } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { type Account, displayNameOf, isOpen } from "../../../shared/people/account.ts";
import { codesOf, services } from "../../../shared/taxonomy/taxonomy.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { poolPage } from "../pages/pool.page.tsx";
import { poolsPage, proposalPage } from "../pages/pools.page.tsx";
import type { Pool, PoolRefusal } from "../rules/pool.ts";
import type { PoolPagesDeps } from "../use-cases/pool-ports.ts";
import { answerPool, leavePool, neighboursFor, type ProposalRefusal, payInPool, proposePool, saveWish, shareable } from "../use-cases/pool-support.ts";

type PersonRequest = Parameters<HandlerOf<"person">>[0];

const PENCE = 100;
const WishServices = z.object({ services: listOf(oneOf(codesOf(services))).check(z.minLength(1, "must name at least one")) });

const WRONG: Readonly<Record<string, string>> = {
  services: "Choose at least one kind of support",
  person: "Choose at least one person",
  from: "Enter a real date, like 31 3 2026",
};

const NOT_PROPOSED: Readonly<Record<ProposalRefusal, FieldError>> = {
  "not-shareable": { field: "person", text: "This support cannot be shared: it has ended, or is shared already" },
  nobody: { field: "person", text: "Choose at least one person" },
  "too-many": { field: "person", text: "Choose fewer people" },
};

const firstName = (account: Account | undefined): string => withoutAddresses(account?.displayName ?? "").split(" ")[0] || "Someone";

/** Handlers of sharing one provider's support among neighbours. */
export function poolHandlers(deps: PoolPagesDeps) {
  const { store, account } = deps;
  const baseOf = ({ parameters }: Pick<PersonRequest, "parameters">): string => `/people/${parameters["person"] ?? "me"}/pools`;

  const showAll = async (request: PersonRequest, errors: readonly FieldError[] = []): Promise<HttpAnswer> => {
    const [wish, pools] = await Promise.all([store.wish(request.record.body.id), store.poolsOf(request.record.body.id)]);
    return poolsPage(request, { base: baseOf(request), wish: wish?.body, pools, form: request.form, errors });
  };

  const showProposal = async (request: PersonRequest, id: string | null, errors: readonly FieldError[] = []): Promise<HttpAnswer> => {
    const { id: person, authority } = request.record.body;
    const found = RecordId.safeParse(id).success && id !== null ? await store.arrangement(id) : undefined;
    const terms = found && shareable(person, found.body);
    if (!found || !terms) return nothingHere();
    const near = await neighboursFor(deps, person, { services: terms.services, authority });
    const neighbours = near && (await Promise.all(near.map(async ({ owner }) => ({ person: owner, name: firstName((await account(owner))?.body) }))));
    return proposalPage(request, { base: baseOf(request), arrangement: found.body.id, terms, neighbours, form: request.form, errors });
  };

  /** The pool that an address names, where it is theirs to see: a member's who did not say no, or the provider's. */
  const poolIn = async ({ parameters, record }: PersonRequest): Promise<Versioned<Pool> | undefined> => {
    const pool = await store.pool(parameters["pool"] ?? "");
    const person = record.body.id;
    const theirs = pool && (pool.body.provider === person || pool.body.members.some((one) => one.person === person && one.state !== "declined"));
    return theirs ? pool : undefined;
  };

  const show = async (request: PersonRequest, pool: Versioned<Pool>, errors: readonly FieldError[] = [], status?: number): Promise<HttpAnswer> => {
    const { body } = pool;
    const all = body.state === "running" || body.state === "ended";
    const names = await Promise.all(
      body.members.map(async ({ person }): Promise<[string, string]> => {
        const held = (await account(person))?.body;
        if (!held || !isOpen(held)) return [person, "Someone whose account is deleted"];
        return [person, all ? displayNameOf(held) : firstName(held)];
      }),
    );
    return poolPage(request, {
      ...{ base: baseOf(request), pool, person: request.record.body.id, names: new Map(names), today: request.today, form: request.form, errors },
      providerName: (await deps.listing(body.listing))?.displayName ?? "Someone who has left the list",
      ...(status === undefined ? {} : { status }),
    });
  };

  const answered = (request: PersonRequest, pool: Versioned<Pool>, done: Result<Pool, PoolRefusal | CommitRefusal>, answer: HttpAnswer, at: string) => {
    if (done.ok) return answer;
    switch (done.refusal) {
      case "repeat":
        return REPEATED;
      case "stale":
        return conflict();
      case "day":
        return show(request, pool, [{ field: at, text: "Enter a day that is not in the future, and not before the sharing started", at: `${at}-day` }], 422);
      case "amount":
        return show(request, pool, [{ field: "amount", text: "Enter an amount in pounds, like 25 or 25.50" }], 422);
      default:
        return notNow();
    }
  };

  const steps: Readonly<Record<string, (request: PersonRequest, pool: Versioned<Pool>) => Promise<HttpAnswer>>> = {
    async agree(request, pool) {
      const answer = redirectDone(`${baseOf(request)}/${pool.body.id}`, "agree");
      return answered(request, pool, await answerPool(deps)(pool, request.record.body.id, true, request.auditContext(answer)), answer, "");
    },
    async decline(request, pool) {
      const answer = redirectDone(request.record.body.id === pool.body.provider ? `${baseOf(request)}/${pool.body.id}` : baseOf(request), "decline");
      return answered(request, pool, await answerPool(deps)(pool, request.record.body.id, false, request.auditContext(answer)), answer, "");
    },
    async leave(request, pool) {
      const lastDay = PlainDate.safeParse(dateIn(request.form, "lastDay"));
      if (!lastDay.success) return show(request, pool, [{ field: "lastDay", text: "Enter a real date, like 31 3 2026", at: "lastDay-day" }], 400);
      const answer = redirectDone(`${baseOf(request)}/${pool.body.id}`, "leave");
      return answered(request, pool, await leavePool(deps)(pool, request.record.body.id, lastDay.data, request.auditContext(answer)), answer, "lastDay");
    },
    async pay(request, pool) {
      const { form } = request;
      const [on, amount] = [PlainDate.safeParse(dateIn(form, "paidOn")), readTypedAmount(form.get("amount") ?? "", "pounds")];
      const errors: FieldError[] = [
        ...(amount === undefined ? [{ field: "amount", text: "Enter an amount in pounds, like 25 or 25.50" }] : []),
        ...(on.success ? [] : [{ field: "paidOn", text: "Enter a real date, like 31 3 2026", at: "paidOn-day" }]),
      ];
      if (amount === undefined || !on.success) return show(request, pool, errors, 400);
      const answer = redirectDone(`${baseOf(request)}/${pool.body.id}`, "pay");
      const payee = form.get("payee") ?? "";
      const done = await payInPool(deps)(pool, request.record.body.id, payee, Math.round(amount * PENCE), on.data, request.auditContext(answer));
      return answered(request, pool, done, answer, "paidOn");
    },
  };

  return {
    pools: (async (request) => showAll(request)) satisfies HandlerOf<"person">,
    poolWish: (async (request) => {
      const { form, record } = request;
      const read = readBy(WishServices, { services: form.getAll("services") });
      const place = await deps.baseOf(form.get("place")?.trim() ?? "");
      const errors = [
        ...(read.ok ? [] : fieldErrors(read.errors, WRONG)),
        ...(place.ok
          ? []
          : [{ field: "place", text: `What you entered ${form.get("place")?.trim() ? place.refusal : "is empty: enter a postcode or a town"}` }]),
      ];
      if (!read.ok || !place.ok) return showAll(request, errors);
      const answer = redirectDone(baseOf(request), "wish");
      const done = await saveWish(deps)(record, { services: read.value.services, area: place.value.area }, request.auditContext(answer));
      return done.ok ? answer : done.refusal === "repeat" ? REPEATED : conflict();
    }) satisfies HandlerOf<"person">,
    endPoolWish: (async (request) => {
      const answer = redirectDone(baseOf(request), "end-wish");
      const done = await saveWish(deps)(request.record, undefined, request.auditContext(answer));
      return done.ok ? answer : done.refusal === "repeat" ? REPEATED : conflict();
    }) satisfies HandlerOf<"person">,
    poolProposal: (async (request) => {
      const id = request.query.get("arrangement");
      return id === null ? { kind: "redirect", location: baseOf(request) } : showProposal(request, id);
    }) satisfies HandlerOf<"person">,
    proposePool: (async (request) => {
      const { form, record } = request;
      const id = form.get("arrangement");
      const arrangement = id !== null && RecordId.safeParse(id).success ? await store.arrangement(id) : undefined;
      if (!arrangement || !shareable(record.body.id, arrangement.body)) return nothingHere();
      const from = PlainDate.safeParse(dateIn(form, "from"));
      if (!from.success) return showProposal(request, id, [{ field: "from", text: WRONG["from"] ?? "", at: "from-day" }]);
      let answer: HttpAnswer = nothingHere();
      const done = await proposePool(deps)(record, arrangement, form.getAll("person"), from.data, (pool) => {
        answer = redirectDone(`${baseOf(request)}/${pool}`, "proposed");
        return request.auditContext(answer);
      });
      if (done.ok) return answer;
      if (done.refusal === "repeat") return REPEATED;
      return done.refusal === "stale" ? conflict() : showProposal(request, id, [NOT_PROPOSED[done.refusal]]);
    }) satisfies HandlerOf<"person">,
    pool: (async (request) => {
      const pool = await poolIn(request);
      return pool ? show(request, pool) : nothingHere();
    }) satisfies HandlerOf<"person">,
    poolStep: (async (request) => {
      const [pool, step] = [await poolIn(request), request.parameters["poolStep"] ?? ""];
      const act = Object.hasOwn(steps, step) ? steps[step] : undefined;
      if (!pool || !act) return nothingHere();
      return isStale(request.seenVersion, pool.version) ? conflict() : act(request, pool);
    }) satisfies HandlerOf<"person">,
  };
}

const notNow = (): HttpAnswer => ({
  kind: "problem",
  problem: ruleRefused("not-now", "This cannot be done now", "Open the page of this group again: it shows what you can do next."),
});
