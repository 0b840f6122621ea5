import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import { readBy } from "../../../shared/domain/input.ts";
import { conflict, isStale, nothingHere } from "../../../shared/http/answers.ts";
import { fieldErrors, filledIn } from "../../../shared/http/form-fields.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { displayNameOf } from "../../../shared/people/account.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { supportPage, unlistedPage } from "../pages/support.page.tsx";
import { NewListed, NewUnlisted } from "../rules/arrangement.ts";
import { endUse, useListed, useUnlisted } from "../use-cases/choose-support.ts";
import type { ArrangementsDeps } from "../use-cases/deps.ts";

type PersonRequest = Parameters<HandlerOf<"person">>[0];

const WRONG: Readonly<Record<string, string>> = {
  listing: "Enter a reference, as it stands on their page",
  name: "Enter their name",
  checked: "Choose from the list",
  knowingly: "Say that you have read what may go wrong, and that the choice is yours",
  email: "Enter an e-mail address, like name@example.com, or leave it empty",
};

/** Handlers of the pages a recipient, or whoever acts for them, keeps their choices on. */
export function supportHandlers(deps: ArrangementsDeps) {
  const { store } = deps;
  const refusal = (kind: CommitRefusal): HttpAnswer => (kind === "repeat" ? REPEATED : conflict());
  const baseOf = ({ parameters }: Pick<PersonRequest, "parameters">): string => `/people/${parameters["person"] ?? "me"}/support`;

  const page = async (asked: PersonRequest, form?: URLSearchParams, errors: Parameters<typeof supportPage>[1]["errors"] = []): Promise<HttpAnswer> => {
    const held = await store.arrangementsOf(asked.record.body.id);
    const arrangements = await Promise.all(
      held.map(async (kept) => {
        const listing = kept.body.listing === undefined ? undefined : await store.listing(kept.body.listing);
        return { kept, name: kept.body.unlisted?.name ?? listing?.displayName ?? "Somebody who has left the list", status: listing?.status };
      }),
    );
    const { body } = asked.record;
    const whose = body.id === asked.account.body.id ? undefined : displayNameOf(body);
    return supportPage(asked, { base: baseOf(asked), whose, arrangements, ...(form ? { form } : {}), errors });
  };

  return {
    support: (async (asked) => page(asked)) satisfies HandlerOf<"person">,
    useListed: (async (asked) => {
      const read = readBy(NewListed, filledIn(asked.form));
      if (!read.ok) return page(asked, asked.form, fieldErrors(read.errors, WRONG));
      const answer = redirectDone(baseOf(asked), "listed");
      const done = await useListed(deps)(asked.record, read.value.listing, asked.auditContext(answer));
      if (done.ok || done.refusal === "already") return answer;
      if (done.refusal === "no-listing") return page(asked, asked.form, [{ field: "listing", text: "Nobody has this reference. Copy it from their page" }]);
      return refusal(done.refusal);
    }) satisfies HandlerOf<"person">,
    unlistedQuestion: (async (asked) => unlistedPage(asked, baseOf(asked), new URLSearchParams())) satisfies HandlerOf<"person">,
    useUnlisted: (async (asked) => {
      const read = readBy(NewUnlisted, filledIn(asked.form, ["checked"]));
      if (!read.ok) return unlistedPage(asked, baseOf(asked), asked.form, fieldErrors(read.errors, WRONG));
      const answer = redirectDone(baseOf(asked), read.value.email === undefined ? "unlisted" : "invited");
      const done = await useUnlisted(deps)(asked.record, read.value, asked.auditContext(answer));
      return done.ok ? answer : refusal(done.refusal);
    }) satisfies HandlerOf<"person">,
    endUse: (async (asked) => {
      const { record, parameters } = asked;
      const person = parameters["person"];
      // The address names whose it is: another's is not there.
      if (person !== "me" && person !== record.body.owner) return nothingHere();
      if (isStale(asked.seenVersion, record.version)) return conflict();
      const answer = redirectDone(`/people/${person}/support`, "ended");
      const done = await endUse(deps)(record, asked.auditContext(answer));
      return done.ok ? answer : refusal(done.refusal);
    }) satisfies HandlerOf<"arrangement">,
  };
}
