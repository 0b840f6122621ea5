import type { PageRequest } from "../../../shared/pages/signed-in-page.tsx";
import { type Account, displayNameOf } from "../../../shared/people/account.ts";

/** Where a page of somebody's money leads back to: their account, or whom they act for. */
export const backFrom = (request: PageRequest, person: Account) =>
  person.id === request.account.body.id ? { href: "/account", text: "Your account" } : { href: `/people/${person.id}` };

/** Whose page it is: said to whoever looks after the money of somebody else. */
export const ActingFor = ({ request, person }: { readonly request: PageRequest; readonly person: Account }) =>
  person.id === request.account.body.id ? null : (
    <p class="govuk-body">
      You are viewing this because you look after the money for <bdi>{displayNameOf(person)}</bdi>. On this page ‘you’ means <bdi>{displayNameOf(person)}</bdi>.
    </p>
  );
