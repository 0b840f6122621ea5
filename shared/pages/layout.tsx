import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import { JS_ENABLED_SCRIPT } from "../http/security-headers.ts";
import { CouncilHelp } from "./council-contact.tsx";
import { ServiceNavigation } from "./govuk/service-navigation.tsx";
import { SkipLink } from "./govuk/text-parts.tsx";
import { SavedContext, type SavedOnPage } from "./save-person.tsx";

/** Set when assets are bundled: a fingerprint of them all, so that browsers keep them for good. */
declare const TRELLIS_ASSETS: string | undefined;
const assetVersion = typeof TRELLIS_ASSETS === "undefined" ? "unbuilt" : TRELLIS_ASSETS;

/** The address of a style sheet, script, font or picture. */
export const assetUrl = (file: string): string => `/assets/${assetVersion}/${file}`;

const SERVICE = "Trellis";

/** Whoever is signed in, as far as every page of theirs shows it. */
export interface SignedInPerson {
  readonly displayName: string;
  /** Whether they work for a council. */
  readonly staff: boolean;
  /** Hidden fields that show a form to be ours. */
  readonly tokens: { readonly csrf: string; readonly once: string };
  /** A session nobody uses for so long ends. */
  readonly idleMinutes: number;
  /** What tells one person from another on a device, and says nothing of them. */
  readonly mark: string;
}

export interface PageOptions {
  /** The h1, or what the page is about; the service's name is added. */
  readonly title: string;
  readonly path: string;
  readonly person?: SignedInPerson | undefined;
  /** The council whose help is shown: of whoever is signed in, or of whom the page is about. Each where it is not known. */
  readonly council?: string | undefined;
  /** Who is saved, where the page knows it: their number stands in the menu, and each part of the page can save somebody. */
  readonly saved?: SavedOnPage | undefined;
  /** Whether it is a page without any script: one that opens by a link which nobody else should learn of. */
  readonly plain?: boolean | undefined;
  readonly beforeContent?: ComponentChildren;
  readonly children: ComponentChildren;
}

const SAVED = { text: "Saved people", href: "/saved" } as const;

const NAVIGATION = [
  { text: "Find support", href: "/" },
  SAVED,
  { text: "Give support? Apply to be listed", href: "/apply" },
  { text: "Worried about someone?", href: "/safety" },
  { text: "Your account", href: "/account" },
] as const;

const STAFF_NAVIGATION = { text: "Staff home", href: "/staff" } as const;

const ATTRIBUTIONS = [
  "Source: Office for National Statistics licensed under the Open Government Licence v3.0.",
  "Contains OS data © Crown copyright and database right 2025.",
  "Contains Royal Mail data © Royal Mail copyright and database right 2025.",
  "Contains National Statistics data © Crown copyright and database right 2025.",
  "Contains public sector information (DHSC Adult Social Care Outcomes Framework) licensed under the Open Government Licence v3.0.",
  "Contains CQC data, licensed under the Open Government Licence v3.0.",
  "Place names from GeoNames, licensed under CC BY 4.0.",
] as const;

function Document({ title, path, person, council, saved, plain, beforeContent, children }: PageOptions) {
  const count = saved?.people.length ?? 0;
  const everyone = NAVIGATION.map((item) => (item === SAVED && count > 0 ? { ...SAVED, text: `${SAVED.text} (${count})` } : item));
  const navigation = person?.staff ? [...everyone, STAFF_NAVIGATION] : everyone;
  return (
    <html lang="en" class="govuk-template">
      <head>
        <meta charset="utf-8" />
        <title>{`${title} – ${SERVICE}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#1f5a44" />
        <link rel="icon" href={assetUrl("mark.svg")} type="image/svg+xml" />
        <link rel="preload" href={assetUrl("atkinson-400.woff2")} as="font" type="font/woff2" crossOrigin="anonymous" />
        <link rel="stylesheet" href={assetUrl("trellis.css")} />
      </head>
      <body class="govuk-template__body">
        {/* Safe: our own constant, and the only inline script the content policy lets run. */}
        {plain ? null : <script dangerouslySetInnerHTML={{ __html: JS_ENABLED_SCRIPT }} />}
        <SkipLink href="#main-content" text="Skip to main content" />
        <header class="govuk-template__header trellis-header">
          <ServiceNavigation serviceName={SERVICE} serviceUrl="/" navigation={navigation.map((item) => ({ ...item, current: item.href === path }))} />
          {person ? <WhoIsSignedIn {...person} /> : null}
        </header>
        <div class="govuk-width-container">
          {beforeContent ? <nav aria-label="Back">{beforeContent}</nav> : null}
          <main class="govuk-main-wrapper" id="main-content">
            <SavedContext.Provider value={saved}>{children}</SavedContext.Provider>
          </main>
        </div>
        <Footer council={council} />
        {plain ? null : <script type="module" src={assetUrl("trellis.js")} />}
      </body>
    </html>
  );
}

/** Who is signed in, and the way out: on every page of theirs, for whoever shares a computer. */
const WhoIsSignedIn = ({ displayName, tokens, idleMinutes, mark }: SignedInPerson) => (
  <div class="trellis-person">
    <div class="govuk-width-container" data-idle-minutes={idleMinutes} data-person={mark}>
      <span>
        Signed in as{" "}
        <strong>
          <bdi>{displayName}</bdi>
        </strong>
      </span>
      <form action="/sign-out" method="post">
        <input type="hidden" name="csrf" value={tokens.csrf} />
        <input type="hidden" name="once" value={`${tokens.once}-out`} />
        <button type="submit" class="trellis-link-button">
          Sign out
        </button>
      </form>
    </div>
  </div>
);

const Footer = ({ council }: Pick<PageOptions, "council">) => (
  <footer class="govuk-footer trellis-footer">
    <div class="govuk-width-container">
      <CouncilHelp council={council} />
      <p class="govuk-body">
        <strong>If someone is in danger, call 999.</strong>{" "}
        <a class="govuk-footer__link" href="/safety">
          Other ways to get help
        </a>
      </p>
      <ul class="govuk-footer__inline-list">
        <li class="govuk-footer__inline-list-item">
          <a class="govuk-footer__link" href="/about-the-list">
            What the checks mean
          </a>
        </li>
        <li class="govuk-footer__inline-list-item">
          <a class="govuk-footer__link" href="/contact">
            Contact your council
          </a>
        </li>
        <li class="govuk-footer__inline-list-item">
          <a class="govuk-footer__link" href="/feedback">
            Give feedback
          </a>
        </li>
        <li class="govuk-footer__inline-list-item">
          <a class="govuk-footer__link" href="/you-said">
            You said, we did
          </a>
        </li>
        <li class="govuk-footer__inline-list-item">
          <a class="govuk-footer__link" href="/privacy">
            Privacy
          </a>
        </li>
        <li class="govuk-footer__inline-list-item">
          <a class="govuk-footer__link" href="/accessibility">
            Accessibility statement
          </a>
        </li>
      </ul>
      <ul class="trellis-attributions">
        {ATTRIBUTIONS.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    </div>
  </footer>
);

/** A whole page as HTML text. Everything in it is escaped by the renderer. */
export const renderPage = (options: PageOptions): string => `<!DOCTYPE html>${renderToString(<Document {...options} />)}`;
