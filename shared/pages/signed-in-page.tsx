import type { ComponentChildren } from "preact";
import type { Versioned } from "../audit/context.ts";
import { hash32 } from "../domain/hash.ts";
import type { FieldError } from "../domain/input.ts";
import type { FormTokens, GuardedRequest } from "../http/guard.ts";
import type { HttpAnswer } from "../http/messages.ts";
import { type Account, displayNameOf, isStaff } from "../people/account.ts";
import { servicePolicy } from "../policy/service.ts";
import { BackLink, ErrorSummary, NotificationBanner } from "./govuk/text-parts.tsx";
import { renderPage, type SignedInPerson } from "./layout.tsx";
import type { SavedOnPage } from "./save-person.tsx";

/** A request of somebody signed in, whatever it is about. */
export type PageRequest = Pick<GuardedRequest<Versioned<Account>, unknown>, "account" | "tokens" | "path" | "query" | "headers" | "today">;

/** A page as it is answered. */
export type Page = Extract<HttpAnswer, { readonly kind: "page" }>;

export interface SignedInPageProps {
  readonly title: string;
  readonly back?: { readonly href: string; readonly text?: string };
  readonly errors?: readonly FieldError[];
  readonly status?: number;
  /** Said once, after something was done: the address carries only that it was. */
  readonly done?: string | undefined;
  readonly wide?: boolean;
  /** Whom whoever is signed in has saved, where the page knows it. */
  readonly saved?: SavedOnPage;
  /** The place in the menu that it stands under, where that is not its address. */
  readonly menu?: string;
  readonly children: ComponentChildren;
}

/** Whether somebody came from a page of ours, as far as their browser says: others could link to `done` where nothing was. */
export const fromOurPage = ({ headers }: PageRequest): boolean => [undefined, "same-origin"].includes(headers["sec-fetch-site"]);

const signedInPerson = ({ account, tokens }: PageRequest): SignedInPerson => ({
  displayName: displayNameOf(account.body),
  staff: isStaff(account.body),
  tokens,
  idleMinutes: servicePolicy.session.idleMinutes,
  mark: hash32(account.body.id).toString(36),
});

/** A page of somebody signed in. */
export function signedInPage(
  request: PageRequest,
  { title, back, errors = [], status = errors.length > 0 ? 400 : 200, done, wide, saved, menu = request.path, children }: SignedInPageProps,
): Page {
  const html = renderPage({
    title: errors.length > 0 ? `Error: ${title}` : title,
    path: menu,
    ...(saved ? { saved } : {}),
    person: signedInPerson(request),
    council: request.account.body.authority,
    beforeContent: back ? <BackLink href={back.href} {...(back.text ? { text: back.text } : {})} /> : undefined,
    children: (
      <div class="govuk-grid-row">
        <div class={wide ? "govuk-grid-column-full" : "govuk-grid-column-two-thirds"}>
          {errors.length > 0 ? (
            <ErrorSummary title="There is a problem" errors={errors.map(({ field, text, at = field }) => ({ text, href: `#${at}` }))} />
          ) : null}
          {done && fromOurPage(request) ? <NotificationBanner type="success" text={done} /> : null}
          {children}
        </div>
      </div>
    ),
  });
  return { kind: "page", status, html };
}

export interface FormProps {
  readonly tokens: FormTokens;
  readonly action: string;
  /** The version of the record the form was made from. */
  readonly version?: number;
  /** What marks the part of a record the form was made from, where another part may change meanwhile. */
  readonly seen?: string | undefined;
  /** Whether what is typed is put aside in the tab until it is saved, but for fields that are secret. */
  readonly kept?: boolean;
  readonly children: ComponentChildren;
}

/** A form that changes something: shown to be ours, and done once however often it is sent. */
export const Form = ({ tokens, action, version, seen, kept, children }: FormProps) => (
  <form action={action} method="post" noValidate {...(kept ? { "data-kept": "" } : {})}>
    <input type="hidden" name="csrf" value={tokens.csrf} />
    <input type="hidden" name="once" value={tokens.once} />
    {version === undefined ? null : <input type="hidden" name="version" value={version} />}
    {seen === undefined ? null : <input type="hidden" name="seen" value={seen} />}
    {children}
  </form>
);

/** The message of a field, in the shape its control takes. */
export const errorOf = (errors: readonly FieldError[], field: string) => {
  const found = errors.find((error) => error.field === field);
  return found ? { text: found.text } : undefined;
};

/** Where to go once something is done; `done` is said there, of the record `which` where the page names it. */
export const redirectDone = (path: string, done: string, which?: string): HttpAnswer => ({
  kind: "redirect",
  location: `${path}?${new URLSearchParams({ done, ...(which === undefined ? {} : { which }) })}`,
});
