import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { InsetText, NotificationBanner } from "../../../shared/pages/govuk/text-parts.tsx";
import { informationPage } from "../../../shared/pages/information-page.tsx";
import { renderPage } from "../../../shared/pages/layout.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";

export interface SignInPageProps {
  /** A page of ours they wanted to see. */
  readonly returnTo: string | undefined;
  readonly ended: boolean;
  /** The councils whose people can sign in (GSS codes). */
  readonly councils: readonly string[];
}

/** Asks how somebody wants to sign in. Whoever works for a council says for which: its own provider asks for all the rest. */
export function signInPage({ returnTo, ended, councils }: SignInPageProps): string {
  const start = (way: Readonly<Record<string, string>>) => `/sign-in/start?${new URLSearchParams({ ...way, ...(returnTo ? { return: returnTo } : {}) })}`;
  const names = councils.map((council) => ({ council, name: councilWords(council) })).toSorted((a, b) => a.name.localeCompare(b.name));
  return renderPage({
    title: "Sign in",
    path: "/sign-in",
    children: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          {ended ? <NotificationBanner text="You were signed out, so nothing was sent. Sign in and try again." /> : null}
          <h1 class="govuk-heading-l">Sign in</h1>
          <p class="govuk-body">You do not need an account to look for support.</p>
          <h2 class="govuk-heading-m">If you get or give support</h2>
          <p class="govuk-body">Use your email address. We will send you a code. You can also use the lock on your phone or computer (a passkey).</p>
          <Button text="Continue with your email address" href={start({ as: "person" })} />
          {names.length > 0 ? (
            <>
              <h2 class="govuk-heading-m">If you work for a council</h2>
              <p class="govuk-body">Choose your council. You then sign in with the account you use at work.</p>
              {names.map(({ council, name }) => (
                <p class="govuk-body">
                  <Button text={`Continue with your ${name} account`} href={start({ as: "council", council })} classes="govuk-button--secondary" />
                </p>
              ))}
            </>
          ) : null}
          <InsetText text={`We sign you out if you do nothing for ${servicePolicy.session.idleMinutes} minutes, to keep your account safe.`} />
        </div>
      </div>
    ),
  });
}

/** Says that somebody is signed out. */
export const signedOutPage = (everywhere: boolean): string =>
  informationPage(
    { title: "You are signed out", path: "/signed-out" },
    <>
      <p class="govuk-body">{everywhere ? "You are signed out on all devices." : "You are signed out on this device."}</p>
      <p class="govuk-body">
        <a class="govuk-link" href="/sign-in">
          Sign in again
        </a>{" "}
        or{" "}
        <a class="govuk-link" href="/">
          find support
        </a>
      </p>
    </>,
  );

/** Why a sign-in did not work, in words that help and tell nothing else. */
export const REFUSALS = {
  "not-ours": "This sign-in link has expired. Start again from this page.",
  "too-late": "That took too long. Start again from this page.",
  closing: "We are deleting your data. Try again tomorrow.",
  cancelled: "You did not finish signing in.",
  "not-verified": "We could not check who you are. Start again, or ask your council for help.",
  "not-of-the-council":
    "Your council's sign-in gave us an email address that is not the council's. Start again and choose the council you work for, or ask your council's IT help desk.",
  "second-factor-missing": "Your council's sign-in did not ask for a second proof of who you are, such as a code. Contact your council's IT help desk.",
} as const;
export type SignInRefusal = keyof typeof REFUSALS;

/** Says why a sign-in did not work, and how to start again. */
export const signInRefusedPage = (why: SignInRefusal): string =>
  informationPage(
    { title: "You are not signed in", path: "/sign-in" },
    <>
      <p class="govuk-body">{REFUSALS[why]}</p>
      <Button text="Start again" href="/sign-in" />
    </>,
  );
