import sampleData from "../../functions/accounts/use-cases/sample-people.json" with { type: "json" };
import { isStaffRole, type Role } from "../../shared/access/roles.ts";
import { escaped, plainPage } from "./plain-page.ts";

/** A made-up person to sign in as. */
export interface SamplePerson {
  readonly subject: string;
  readonly name: string;
  readonly email?: string;
  readonly role?: Role;
  readonly authority: string;
  readonly says?: string;
}

const ROLES: Readonly<Record<string, Role>> = {
  recipient: "recipient",
  provider: "provider",
  "vetting-officer": "vetting-officer",
  "finance-officer": "finance-officer",
  "review-officer": "review-officer",
  commissioner: "commissioner",
  administrator: "administrator",
  "support-organisation": "support-organisation",
};

/** The made-up people of the product, as the local provider knows them. */
export const samplePeople: readonly SamplePerson[] = sampleData.map(({ role, ...person }) => {
  const known = role === undefined ? undefined : ROLES[role];
  return { ...person, ...(known ? { role: known } : {}) };
});

/** Whom to sign in as: the page in the place of a user pool's own. */
export function peoplePage({ action, council }: { readonly action: string; readonly cancel: string; readonly council: string | undefined }): string {
  const shown = samplePeople.filter(
    ({ email, role, authority }) => email !== undefined && (role !== undefined && isStaffRole(role) ? authority : undefined) === council,
  );
  const buttons = shown.map(
    ({ subject, name, says = "", role }) =>
      `<form method="post" action="${escaped(action)}"><input type="hidden" name="subject" value="${escaped(subject)}"><button><strong>${escaped(name)}</strong> ${escaped(says)}${role ? ` (${escaped(role)})` : ""}</button></form>`,
  );
  const title = "Who do you want to sign in as?";
  return plainPage(
    title,
    `<h1>${title}</h1>
<p>This page stands in for ${council === undefined ? "the email code or passkey" : "a council's own sign-in"} on your own machine. These people are made up.</p>
${buttons.join("\n")}
<hr>
<form method="post" action="${escaped(action)}"><label for="email">Another email address</label><input id="email" name="email" type="email" autocomplete="off" required><button>Sign in with this address</button></form>
<form method="post" action="${escaped(action)}"><button name="cancel" value="yes">Cancel</button></form>`,
  );
}
