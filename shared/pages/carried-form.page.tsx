import type { CarriedForm } from "../http/guard.ts";
import { Button } from "./govuk/form-parts.tsx";
import { informationPage } from "./information-page.tsx";

/**
 * A form that was sent when its session was over: what was typed is on this page, out of sight, and is sent again from it. Where scripts run, the tab has
 * it too, and signing in leads back to the form. With `csrf` somebody is signed in again, and only has to press the button.
 */
export function carriedFormPage({ path, fields, csrf }: CarriedForm): string {
  const again = (
    <form action={path} method="post">
      {csrf === undefined ? null : <input type="hidden" name="csrf" value={csrf} />}
      {fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <Button text="Save what I typed" />
    </form>
  );
  if (csrf !== undefined)
    return informationPage(
      { title: "Save what you typed", path: "/sign-in" },
      <>
        <p class="govuk-body">You have signed in again since you opened that page. What you typed is not saved yet.</p>
        {again}
        <p class="govuk-body">
          <a class="govuk-link" href={path}>
            Go back without saving it
          </a>
        </p>
      </>,
    );
  const signIn = `/sign-in?${new URLSearchParams({ return: path })}`;
  return informationPage(
    { title: "You were signed out", path: "/sign-in" },
    <>
      <p class="govuk-body">We signed you out to keep your account safe. What you typed is not saved yet, and it is not lost.</p>
      <div class="trellis-with-script">
        <p class="govuk-body">Sign in, and we will put back what you typed.</p>
        <Button text="Sign in" href={signIn} />
      </div>
      <div class="trellis-without-script">
        <ol class="govuk-list govuk-list--number">
          <li>
            <a class="govuk-link" href="/sign-in" target="_blank" rel="noreferrer">
              Sign in (opens in a new tab)
            </a>
          </li>
          <li>Come back to this page and select 'Save what I typed'.</li>
        </ol>
        {again}
      </div>
    </>,
  );
}
