import { instantOf } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { type DataSubject, entryForPerson } from "../../../shared/people/data-subject.ts";
import type { Answer } from "../rules/answer.ts";
import { isWaiting, type SupportRequest } from "../rules/request.ts";
import { withEvery } from "../rules/request-alert.ts";
import type { RequestStore } from "./request-ports.ts";

/** What is left of a request until it is deleted: that it was, and nothing of what was said in it. */
function erasedRequest({ words: _words, nextOn: _next, ...request }: SupportRequest, at: string): SupportRequest {
  return { ...request, ...(isWaiting(request) ? { state: "withdrawn", withdrawn: "not-said" } : {}), endedAt: request.endedAt ?? at, erasedAt: at };
}

/** The same of a provider's answer. */
function erasedAnswer({ message: _message, times: _times, reach: _reach, ...answer }: Answer, at: string): Answer {
  return { ...answer, ...(answer.state === "sent" ? { state: "withdrawn" } : {}), erasedAt: at };
}

/** What is held on a person's requests for support, and on what they answered to others', and how that is ended when the person is erased. */
export const requestsDataSubject = (store: RequestStore): DataSubject => {
  /** The answers that a person was given to their requests. */
  const answersGiven = async (person: string) => (await Promise.all((await store.requestsOf(person)).map(({ body }) => store.answersTo(body.id)))).flat();
  return {
    async personalDataOf(person) {
      const [held, given, alert] = await Promise.all([store.heldOn(person), answersGiven(person), store.alert(person)]);
      // What they shared with whom they chose stands in that provider's answer: theirs is what they shared, and not what was answered.
      const shared = given.flatMap(({ body: { request, listing, chosenBy, chosenAt } }) => (chosenBy ? [{ request, listing, chosenBy, chosenAt }] : []));
      const { answer = [], ...rest } = held;
      const answers = answer.map(({ chosenBy: _others, ...theirs }) => theirs);
      return { ...rest, answer: [...answers, ...shared], "request-alert": alert ? [alert.body] : [] };
    },
    async trailOf(person) {
      const [requests, answers, alert] = await Promise.all([store.requestsOf(person), store.answersOf(person), store.alert(person)]);
      const trails = await Promise.all([
        ...requests.map(({ body }) => store.trail("request", body)),
        ...answers.map(({ body }) => store.trail("answer", body)),
        ...(alert ? [store.trail("request-alert", alert.body)] : []),
      ]);
      return trails.flat().map((entry) => entryForPerson(entry, person));
    },
    // Nobody has to look at what somebody asked for or answered before they are erased.
    erasureSay: async () => ({ waiting: false, said: [] }),
    askBeforeErasure: async () => undefined,
    async endForErasure(person, { idempotencyKey: _, ...context }) {
      const at = instantOf(context.at);
      for (const { body } of await store.requestsOf(person)) {
        await changeUntilDone(async () => {
          const before = await store.request(body.id);
          if (!before || before.body.erasedAt !== undefined) return "done";
          return (await store.commit(context, [{ entity: "request", before, after: erasedRequest(before.body, at), action: "request:end" }])).ok
            ? "done"
            : "again";
        });
      }
      for (const { body } of await answersGiven(person)) {
        await changeUntilDone(async () => {
          const before = await store.answer(body.request, body.listing);
          if (before?.body.chosenBy === undefined) return "done";
          const { chosenBy: _shared, ...after } = before.body;
          const provider = await store.account(after.owner);
          // Where the provider is being erased too, that takes the whole answer.
          if (provider?.body.closingAt !== undefined || provider?.body.erasedAt !== undefined) return "done";
          return (await store.commit(context, [{ entity: "answer", before, after, action: "answer:forget" }])).ok ? "done" : "again";
        });
      }
      for (const { body } of await store.answersOf(person)) {
        await changeUntilDone(async () => {
          const before = await store.answer(body.request, body.listing);
          if (!before || before.body.erasedAt !== undefined) return "done";
          const { chosenBy: _shared, ...after } = erasedAnswer(before.body, at);
          return (await store.commit(context, [{ entity: "answer", before, after, action: "answer:end" }])).ok ? "done" : "again";
        });
      }
      await changeUntilDone(async () => {
        const before = await store.alert(person);
        if (!before || before.body.erasedAt !== undefined) return "done";
        const after = { ...withEvery(before.body, "never", at.slice(0, 10), 0), erasedAt: at };
        return (await store.commit(context, [{ entity: "request-alert", before, after, action: "request-alert:end" }])).ok ? "done" : "again";
      });
    },
  };
};
