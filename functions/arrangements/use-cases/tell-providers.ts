import * as z from "zod/mini";
import { systemContext } from "../../../shared/audit/context.ts";
import { RecordId } from "../../../shared/domain/fields.ts";
import { type EpochMillis, instantOf, londonDate } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { eachItem } from "../../../shared/due/each-item.ts";
import { eachDueDay, messagesOf } from "../../../shared/due/plan.ts";
import { type ListingId, ListingId as ListingIdOf } from "../../../shared/listing/listing.ts";
import { isOpen } from "../../../shared/people/account.ts";
import { servedBy } from "../rules/match.ts";
import { needOf } from "../rules/need.ts";
import type { SupportRequest } from "../rules/request.ts";
import { type RequestAlert, USUAL_ALERT, withoutPending, withPending } from "../rules/request-alert.ts";
import { dayOfRequest, isUntold, withNextDay } from "../rules/request-moves.ts";
import type { FindMatches } from "./find-matches.ts";
import { confirmNotice, digestNotice, nearNotice } from "./request-notices.ts";
import type { DueOfRequests, RequestChange, RequestDeps, RequestSweepStore } from "./request-ports.ts";

const ITEMS_A_MESSAGE = 20;
/** Listings read at once, and providers told at once. */
const LISTINGS_A_BATCH = 100;
const AT_ONCE = 10;

/** What waits in the queue: a request that was published, or what the daily sweep found due. */
export const RequestMessage = z.union([
  z.object({ request: RecordId }),
  z.object({ at: z.number(), due: z.array(z.union([z.object({ request: RecordId }), z.object({ alert: RecordId })])) }),
]);
export type DueMessage = Extract<z.infer<typeof RequestMessage>, { readonly at: number }>;

/** What telling providers is given. */
export interface TellDeps extends Pick<RequestDeps, "store" | "policy" | "site"> {
  readonly findMatches: FindMatches;
  readonly now: () => EpochMillis;
}

/**
 * Tells every provider who could serve a request, each as they want: straight away, or with what else is new on their day. How many listings
 * could is kept with the request. Done twice, nobody hears of it twice.
 */
export const tellOfRequest =
  (deps: TellDeps) =>
  async (id: string): Promise<number> => {
    const { store, findMatches, now } = deps;
    const stored = await store.request(id);
    if (stored?.body.state !== "open") return 0;
    const matches = await findMatches(stored.body);
    const accounts = new Set<string>();
    for (let from = 0; from < matches.length; from += LISTINGS_A_BATCH) {
      const ids = matches.slice(from, from + LISTINGS_A_BATCH).flatMap((match): ListingId[] => {
        const known = ListingIdOf.safeParse(match.id);
        return known.success ? [known.data] : [];
      });
      for (const { provider } of (await store.listings(ids)).values()) if (provider !== undefined && provider !== stored.body.owner) accounts.add(provider);
    }
    const waiting = [...accounts];
    const next = async (): Promise<void> => {
      for (let account = waiting.shift(); account !== undefined; account = waiting.shift()) await tellProvider(deps)(account, stored.body, now());
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
    await noteMatched(deps)(id, matches.length);
    return accounts.size;
  };

/** Keeps how many listings could serve a request when it was published. */
const noteMatched =
  ({ store, policy, now }: Pick<TellDeps, "store" | "policy" | "now">) =>
  (id: string, matched: number): Promise<void> =>
    changeUntilDone(async () => {
      const before = await store.request(id);
      if (!before || before.body.matched !== undefined || before.body.erasedAt !== undefined) return "done";
      const done = await store.commit(systemContext("request-tell", now()), [
        { entity: "request", before, after: withNextDay({ ...before.body, matched }, policy), action: "request:match" },
      ]);
      return done.ok || (await isClosed(store, before.body.owner)) ? "done" : "again";
    });

const tellProvider =
  ({ store, policy, site }: Pick<TellDeps, "store" | "policy" | "site">) =>
  async (account: string, request: SupportRequest, at: EpochMillis): Promise<void> => {
    const provider = await store.account(account);
    if (!provider || !isOpen(provider.body)) return;
    await changeUntilDone(async () => {
      const before = await store.alert(account);
      const every = before?.body.every ?? USUAL_ALERT;
      if (every === "never") return "done";
      if (every === "at-once") {
        await store.tell(nearNotice({ to: provider.body, site, at }, request));
        return "done";
      }
      const { id, authority } = provider.body;
      const fresh: RequestAlert = { id, owner: id, authority, every, pending: [], createdAt: instantOf(at) };
      const was = before?.body ?? fresh;
      const after = withPending(was, request.id, londonDate(at), { weekday: policy.weekday, most: policy.pendingMost });
      if (after === was) return "done";
      const done = await store.commit(systemContext("request-tell", at), [{ entity: "request-alert", before, after, action: "request-alert:add" }]);
      return done.ok || (await isClosed(store, account)) ? "done" : "again";
    });
  };

/** Whether an account has been closed meanwhile: nothing new may belong to it. */
const isClosed = async (store: TellDeps["store"], account: string): Promise<boolean> => {
  const held = await store.account(account);
  return !held || !isOpen(held.body);
};

/** Finds what is due by the day of `at`, of every council, and hands it on. Reads nothing else. */
export async function planRequests(
  store: RequestSweepStore,
  send: (messages: readonly DueMessage[]) => Promise<void>,
  at: EpochMillis,
): Promise<{ readonly due: number }> {
  let due = 0;
  await eachDueDay(store, londonDate(at), async (day, council) => {
    for await (const page of store.dueItems(day, council)) {
      due += page.length;
      const messages = messagesOf(page, ITEMS_A_MESSAGE, (items): DueMessage => ({ at, due: [...items] }));
      if (messages.length > 0) await send(messages);
    }
  });
  return { due };
}

/** Deals with what a day brought one request, by what is stored now. Done twice, nothing changes. True where there was something to do. */
const dealWithRequest =
  (deps: TellDeps) =>
  async (id: string, at: EpochMillis): Promise<boolean> => {
    const { store, policy, site } = deps;
    const stored = await store.request(id);
    let dealt = stored !== undefined && isUntold(stored.body);
    if (dealt) await tellOfRequest(deps)(id);
    await changeUntilDone(async () => {
      const before = await store.request(id);
      const outcome = before && dayOfRequest(before.body, at, policy);
      if (!outcome) return "done";
      const { request: after, tell, unmet } = outcome;
      const person = tell && (await store.account(after.owner));
      const changes: RequestChange[] = [{ entity: "request", before, after, action: "request:sweep" }];
      if (unmet) changes.push({ entity: "need", after: needOf(after, unmet, londonDate(at)), action: "need:record" });
      const done = await store.commit(
        systemContext("request-sweep", at),
        changes,
        person && isOpen(person.body) ? [confirmNotice({ to: person.body, site, at }, tell, after)] : [],
      );
      // Somebody who is being erased has their requests ended by that.
      if (!done.ok) return (await isClosed(store, after.owner)) ? "done" : "again";
      dealt = true;
      return "done";
    });
    return dealt;
  };

/** Tells a provider on their day how many of the requests they have not heard of are still ones they could serve. */
const dealWithAlert =
  ({ store, site }: Pick<TellDeps, "store" | "site">) =>
  async (account: string, at: EpochMillis): Promise<boolean> => {
    let dealt = false;
    await changeUntilDone(async () => {
      const before = await store.alert(account);
      const today = londonDate(at);
      if (!before || (before.body.nextOn ?? "9999") > today) return "done";
      const [provider, listings, answers] = await Promise.all([store.account(account), store.listingsOf(account), store.answersOf(account)]);
      const requests = await Promise.all(before.body.pending.map((id) => store.request(id)));
      const fresh = requests.filter(
        (request) =>
          request?.body.state === "open" &&
          !answers.some(({ body }) => body.request === request.body.id) &&
          listings.some(({ row }) => servedBy(row, request.body, today) !== undefined),
      );
      const open = provider !== undefined && isOpen(provider.body);
      const notices = open && fresh.length > 0 ? [digestNotice({ to: provider.body, site, at }, fresh.length, before.body.nextOn ?? today)] : [];
      const done = await store.commit(
        systemContext("request-sweep", at),
        [{ entity: "request-alert", before, after: withoutPending(before.body), action: "request-alert:sweep" }],
        notices,
      );
      if (!done.ok) return (await isClosed(store, account)) ? "done" : "again";
      dealt = true;
      return "done";
    });
    return dealt;
  };

const dealWithDue =
  (deps: TellDeps) =>
  (item: DueOfRequests, at: EpochMillis): Promise<boolean> =>
    "request" in item ? dealWithRequest(deps)(item.request, at) : dealWithAlert(deps)(item.alert, at);

/** Deals with a message of the queue: how much of it there was something to do about. Throws where some of it failed: the message comes again. */
export const processRequests = (deps: TellDeps): ((message: unknown) => Promise<{ readonly items: number; readonly done: number }>) => {
  const [tell, deal] = [tellOfRequest(deps), dealWithDue(deps)];
  return async (message) => {
    const read = RequestMessage.parse(message);
    if ("request" in read) return { items: 1, done: await tell(read.request) };
    let done = 0;
    await eachItem(read.due, async (item) => {
      if (await deal(item, read.at)) done += 1;
    });
    return { items: read.due.length, done };
  };
};
