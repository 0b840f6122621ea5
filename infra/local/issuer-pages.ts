import sampleData from "../../functions/accounts/sample-people.json" with { type: "json" };
import { isStaffRole, type Role } from "../../shared/access/roles.ts";

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

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const STYLE = `
  body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1.125rem/1.5 system-ui, sans-serif; color: #0b0c0c; }
  button { display: block; width: 100%; margin: 0 0 .5rem; padding: .75rem 1rem; border: 1px solid #5b6b64; border-radius: .25rem; background: #f1f6f3; color: inherit; font: inherit; text-align: left; cursor: pointer; }
  button:focus, input:focus { outline: 3px solid #fd0; box-shadow: 0 0 0 5px #0b0c0c; }
  input { box-sizing: border-box; width: 100%; margin: .25rem 0 .75rem; padding: .5rem; border: 2px solid #0b0c0c; font: inherit; }
  hr { margin: 2rem 0; border: 0; border-top: 1px solid #5b6b64; }`;

/** Whom to sign in as: the page in the place of a user pool's own. */
export function peoplePage({ action, council }: { readonly action: string; readonly cancel: string; readonly council: boolean }): string {
  const shown = samplePeople.filter(({ email, role }) => email !== undefined && (role !== undefined && isStaffRole(role)) === council);
  const buttons = shown.map(
    ({ subject, name, says = "", role }) =>
      `<form method="post" action="${escaped(action)}"><input type="hidden" name="subject" value="${escaped(subject)}"><button><strong>${escaped(name)}</strong> ${escaped(says)}${role ? ` (${escaped(role)})` : ""}</button></form>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>Whom do you want to sign in as?</title><style>${STYLE}</style></head><body><main>
<h1>Whom do you want to sign in as?</h1>
<p>This page stands in for ${council ? "a council's own sign-in" : "the e-mail code or passkey"} on your own machine. These people are made up.</p>
${buttons.join("\n")}
<hr>
<form method="post" action="${escaped(action)}"><label for="email">Another e-mail address</label><input id="email" name="email" type="email" autocomplete="off" required><button>Sign in with this address</button></form>
<form method="post" action="${escaped(action)}"><button name="cancel" value="yes">Cancel</button></form>
</main></body></html>`;
}
