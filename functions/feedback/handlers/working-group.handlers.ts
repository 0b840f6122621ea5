import type { FieldError } from "../../../shared/domain/input.ts";
import { londonDate, millisOf } from "../../../shared/domain/time.ts";
import { conflict, nothingHere } from "../../../shared/http/answers.ts";
import { csvAnswer } from "../../../shared/http/csv-answer.ts";
import { afterIn, fieldErrors } from "../../../shared/http/form-fields.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { ruleRefused } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { displayNameOf } from "../../../shared/people/account.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { TAKING_PART_WORDS } from "../pages/feedback-words.ts";
import { JOINING_WRONG, type NamedMember, workingGroupListPage, workingGroupPage } from "../pages/working-group.page.tsx";
import { type GroupMember, readJoining } from "../rules/working-group.ts";
import type { FeedbackDeps } from "../use-cases/ports.ts";
import { canTakePart, leaveGroup, takePart } from "../use-cases/take-part.ts";

type PersonRequest = Parameters<HandlerOf<"person">>[0];

const HEAD = ["name", "email", "phone", "takes_part", "needs", "joined_on"];
const notNow = (): HttpAnswer => ({
  kind: "problem",
  problem: ruleRefused("not-now", "This cannot be done now", "Open the page again: it shows what you can do next."),
});

/** What somebody gave, as the form has it. */
const givenFields = (member: GroupMember | undefined): URLSearchParams => {
  const form = new URLSearchParams(member?.needs === undefined ? {} : { needs: member.needs });
  for (const way of member?.ways ?? []) form.append("ways", way);
  return form;
};

/** Handlers of the working group: a person's page, and staff's list. */
export function workingGroupHandlers(deps: FeedbackDeps) {
  const { store, account } = deps;
  const shown = async (request: PersonRequest, form?: URLSearchParams, errors: readonly FieldError[] = []): Promise<HttpAnswer> => {
    const person = request.record.body;
    const member = (await store.member(person.id))?.body;
    return workingGroupPage(request, { person, canTakePart: canTakePart(person), member, form: form ?? givenFields(member), errors });
  };
  /** Members with who they are: of whoever has no account any more, nothing. */
  const named = (members: readonly { readonly body: GroupMember }[]): Promise<readonly NamedMember[]> =>
    Promise.all(members.map(async ({ body }) => ({ member: body, person: (await account(body.owner))?.body })));

  return {
    workingGroupQuestion: (async (request) => shown(request)) satisfies HandlerOf<"person">,
    workingGroupChange: (async (request) => {
      const { record: person, form, parameters } = request;
      const move = form.get("move");
      if (move !== "join" && move !== "leave") return nothingHere();
      const read = readJoining(form);
      if (move === "join" && canTakePart(person.body) && !read.ok) return shown(request, form, fieldErrors(read.errors, JOINING_WRONG));
      const answer = redirectDone(`/people/${parameters["person"] ?? "me"}/working-group`, move);
      const context = request.auditContext(answer);
      const before = await store.member(person.body.id);
      const done = move === "join" ? read.ok && (await takePart(deps, person.body, before, read.value, context)) : await leaveGroup(deps, before, context);
      if (done === false) return notNow();
      if (done.ok) return answer;
      if (done.refusal === "not-now") return notNow();
      return done.refusal === "repeat" ? REPEATED : conflict();
    }) satisfies HandlerOf<"person">,
    workingGroupList: (async (request) => {
      const after = afterIn(request.query);
      const { records, next } = await store.members(request.record, after.ok ? after.value : undefined);
      return workingGroupListPage(request, request.record, await named(records), next);
    }) satisfies HandlerOf<"council">,
    workingGroupCsv: (async ({ record: council, today }) => {
      const rows: string[][] = [];
      for (let after: string | undefined; ; ) {
        const { records, next } = await store.members(council, after);
        for (const { member, person } of await named(records)) {
          const { ways, needs = "", joinedAt } = member;
          const words = ways.map((way) => TAKING_PART_WORDS[way]).join("; ");
          rows.push([person ? displayNameOf(person) : "", person?.email ?? "", person?.phone ?? "", words, needs, londonDate(millisOf(joinedAt))]);
        }
        if (next === undefined) return csvAnswer(`working-group-${today}`, HEAD, rows);
        after = next;
      }
    }) satisfies HandlerOf<"council">,
  };
}
