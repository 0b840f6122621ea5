import type { ComponentChildren } from "preact";
import type { FieldError } from "../../../shared/domain/input.ts";
import { listingsText } from "../../../shared/listing/saved.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { BackLink, InsetText, NotificationBanner } from "../../../shared/pages/govuk/text-parts.tsx";
import { renderPage } from "../../../shared/pages/layout.tsx";
import { type SavedOnPage, SavePerson } from "../../../shared/pages/save-person.tsx";
import { Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import type { Saved, SavedPerson } from "../rules/shortlist.ts";
import { Compare } from "./compare.tsx";
import { ReferenceInput } from "./reference-input.tsx";

const MENU = "/saved";

/** The address that shows people to whoever opens it: their public listings, and nothing of who shares them. */
export const sharedPath = (people: Saved): string => `/saved?people=${listingsText(people)}`;

const DONE: Readonly<Record<string, string>> = {
  removed: "Removed from your saved people.",
  saved: "Saved.",
};

interface ListProps {
  readonly people: readonly SavedPerson[];
  readonly today: string;
  /** Where people reach Trellis. */
  readonly site: URL;
  readonly whose?: string | undefined;
  /** A form that removes somebody. */
  readonly Remove: (props: { readonly id: string; readonly name: string }) => ComponentChildren;
}

const RemoveButton = ({ name }: { readonly name: string }) => (
  <button type="submit" class="trellis-link-button">
    Remove
    <span class="govuk-visually-hidden">
      {" "}
      <bdi>{name}</bdi>
    </span>
  </button>
);

/** Who is saved: side by side, those who left the list by themselves, and a link to share. */
function SavedList({ people, today, site, whose, Remove }: ListProps) {
  const gone = people.filter(({ listing }) => listing === undefined);
  const listed = people.flatMap(({ id, listing }) => (listing ? [id] : []));
  const link = new URL(sharedPath(listed), site).href;
  if (people.length === 0)
    return (
      <>
        <p class="govuk-body">{whose === undefined ? "You have" : <bdi>{whose}</bdi>} not saved anyone yet.</p>
        <p class="govuk-body">Search for support, and select 'Save' next to anyone you want to come back to.</p>
        <Button text="Find support" href="/" />
      </>
    );
  return (
    <>
      <Compare
        people={people}
        caption={people.length === 1 ? "1 saved person" : `${people.length} saved people`}
        today={today}
        act={({ id, displayName }) => <Remove id={id} name={displayName} />}
      />
      {gone.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">No longer on the list</h2>
          <p class="govuk-body">You saved these people before. They are not on the council's list at the moment.</p>
          <ul class="govuk-list govuk-list--spaced">
            {gone.map(({ id }) => (
              <li class="trellis-break">
                Reference {id} <Remove id={id} name={id} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {listed.length > 0 ? (
        <section class="trellis-share" aria-labelledby="share">
          <h2 class="govuk-heading-m" id="share">
            Share or print these people
          </h2>
          <p class="govuk-body">Copy this link and send it to someone. It shows them the same people. It does not say who you are or where you live.</p>
          <p class="govuk-body trellis-break">
            <a class="govuk-link" href={sharedPath(listed)}>
              {link}
            </a>
          </p>
          <p class="govuk-body">To print this page, use 'Print' in your browser's menu.</p>
        </section>
      ) : null}
    </>
  );
}

/** The council whose help stands at the foot of the page: that of all people on it, where it is one. */
function councilOf(people: readonly SavedPerson[]): string | undefined {
  const councils = new Set(people.flatMap(({ listing }) => (listing ? [listing.authority] : [])));
  return councils.size === 1 ? [...councils][0] : undefined;
}

const onDevice = (people: readonly SavedPerson[]): SavedOnPage => ({ people: people.map(({ id }) => id), back: MENU });

export interface DevicePageProps {
  readonly people: readonly SavedPerson[];
  readonly today: string;
  readonly site: URL;
  /** What was done just now. */
  readonly done: string | undefined;
}

/** The people saved on a device by whoever is not signed in. */
export const devicePage = ({ people, today, site, done }: DevicePageProps): string =>
  renderPage({
    title: "Saved people",
    path: MENU,
    council: councilOf(people),
    saved: onDevice(people),
    children: (
      <>
        {done !== undefined && DONE[done] ? <NotificationBanner type="success" text={DONE[done]} /> : null}
        <h1 class="govuk-heading-l">Saved people</h1>
        {people.length > 0 ? (
          <div class="trellis-screen">
            <InsetText
              text={
                <>
                  These people are saved on this device, for anyone who uses it.{" "}
                  <a class="govuk-link" href="/sign-in?return=/people/me/saved">
                    Sign in to save them to your account
                  </a>{" "}
                  and see them on other devices.
                </>
              }
            />
          </div>
        ) : null}
        <SavedList
          people={people}
          today={today}
          site={site}
          Remove={({ id, name }) => (
            <form action={MENU} method="post">
              <input type="hidden" name="back" value={MENU} />
              <input type="hidden" name="remove" value={id} />
              <RemoveButton name={name} />
            </form>
          )}
        />
      </>
    ),
  });

export interface SharedPageProps {
  readonly people: readonly SavedPerson[];
  readonly today: string;
  /** Who is saved by whoever looks, as far as their browser carries it. */
  readonly saved: Saved;
}

/** The people a link names, for whoever opens it: nothing is saved by looking. */
export function sharedPage({ people, today, saved }: SharedPageProps): string {
  const listed = people.flatMap(({ id, listing }) => (listing ? [id] : []));
  const fresh = listed.filter((id) => !saved.includes(id));
  const gone = people.length - listed.length;
  const back = sharedPath(people.map(({ id }) => id));
  return renderPage({
    title: "People someone shared with you",
    path: "",
    council: councilOf(people),
    saved: { people: saved, back },
    children: (
      <>
        <h1 class="govuk-heading-l">People someone shared with you</h1>
        <p class="govuk-body trellis-screen">Opening this link has saved nothing. Select 'Save' to add someone to your own list.</p>
        <Compare
          people={people}
          caption={listed.length === 1 ? "1 person" : `${listed.length} people`}
          today={today}
          act={({ id, displayName }) => <SavePerson id={id} name={displayName} />}
        />
        {gone > 0 ? (
          <p class="govuk-body">{gone === 1 ? "1 person in this link is" : `${gone} people in this link are`} not on the council's list at the moment.</p>
        ) : null}
        {fresh.length > 1 ? (
          <form class="trellis-screen" action={MENU} method="post">
            <input type="hidden" name="back" value={back} />
            {fresh.map((id) => (
              <input type="hidden" name="save" value={id} />
            ))}
            <Button text={`Save all ${fresh.length} people`} />
          </form>
        ) : null}
      </>
    ),
  });
}

/** What is said of a link that does not name people as we write it. */
export const brokenLinkPage = (): string =>
  renderPage({
    title: "This link does not work",
    path: "",
    children: (
      <>
        <h1 class="govuk-heading-l">This link does not work</h1>
        <p class="govuk-body">Part of it is missing, or has changed. Ask the person who sent it to send it again.</p>
        <Button text="Find support" href="/" />
      </>
    ),
  });

/** What is said where somebody cannot be saved: the list is full, or they are not on the council's list. */
export const notSavedPage = (
  why: "full" | "no-listing",
  { back, most, count }: { readonly back: string; readonly most: number; readonly count: number },
): string => {
  const title = why === "full" ? `You can save up to ${most} people` : "This person is not on the list";
  return renderPage({
    title,
    path: "",
    beforeContent: <BackLink href={back} text="Back" />,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        {why === "full" ? (
          <p class="govuk-body">
            You have saved {count}. We did not save anyone else.{" "}
            <a class="govuk-link" href={MENU}>
              Remove someone from your saved people
            </a>
            , then try again.
          </p>
        ) : (
          <p class="govuk-body">We did not save them. They are not on the council's list at the moment.</p>
        )}
      </>
    ),
  });
};

export interface AccountPageProps {
  readonly base: string;
  /** Whose list it is, where whoever looks acts for them. */
  readonly whose: string | undefined;
  readonly people: readonly SavedPerson[];
  /** People of this device for whom there was no room. */
  readonly left: number;
  readonly most: number;
  readonly site: URL;
  readonly form?: URLSearchParams;
  readonly errors?: readonly FieldError[];
}

/** The people saved with an account. */
export function accountSavedPage(
  request: PageRequest,
  { base, whose, people, left, most, site, form = new URLSearchParams(), errors = [] }: AccountPageProps,
): Page {
  return signedInPage(request, {
    title: whose === undefined ? "Saved people" : `People saved for ${whose}`,
    back: whose === undefined ? { href: "/account", text: "Your account" } : { href: base.replace(/\/saved$/, ""), text: "Back" },
    errors,
    done: DONE[request.query.get("done") ?? ""],
    wide: true,
    ...(whose === undefined ? { saved: onDevice(people), menu: MENU } : {}),
    children: (
      <>
        <h1 class="govuk-heading-l">
          {whose === undefined ? (
            "Saved people"
          ) : (
            <>
              People saved for <bdi>{whose}</bdi>
            </>
          )}
        </h1>
        {left > 0 ? (
          <InsetText
            text={`You can save up to ${most} people. ${left === 1 ? "1 person" : `${left} people`} you saved on this device did not fit, and will be added when you remove someone.`}
          />
        ) : null}
        <SavedList
          people={people}
          today={request.today}
          site={site}
          whose={whose}
          Remove={({ id, name }) => (
            <Form tokens={{ ...request.tokens, once: `${request.tokens.once}-${id}` }} action={`${base}/remove`}>
              <input type="hidden" name="listing" value={id} />
              <RemoveButton name={name} />
            </Form>
          )}
        />
        <div class="trellis-screen">
          <h2 class="govuk-heading-m">Save someone by their reference</h2>
          <Form tokens={request.tokens} action={base}>
            <ReferenceInput form={form} errors={errors} />
            <Button text="Save" classes="govuk-button--secondary" />
          </Form>
        </div>
      </>
    ),
  });
}
