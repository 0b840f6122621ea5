import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { VettingCase } from "../rules/case.ts";
import { evidenceKinds } from "../rules/evidence-kinds.ts";
import type { ToBring } from "../rules/to-bring.ts";
import { evidenceTitle } from "./words.ts";

/** An original as somebody is asked to bring it: by the document they named, where they named one. */
function bringWords({ line, facts }: ToBring, names: ReadonlyMap<string, string>): string {
  const field = evidenceKinds[line.item.code].fields.find(({ name }) => name === "document");
  const named = field?.kind === "choice" ? field.options.find(({ value }) => value === facts["document"])?.text : undefined;
  const title = evidenceTitle(line, names);
  if (named !== undefined) return `${title}: ${named.replace(/^./, (letter) => letter.toLowerCase())}`;
  if (line.item.code === "identity") return `${title}: a document with your photo, such as a passport`;
  if (line.item.code === "right-to-work") return `${title}: the document that shows it`;
  return title;
}

export interface BringPageProps {
  readonly vettingCase: VettingCase;
  readonly bring: readonly ToBring[];
  /** The names of people who work for the provider, by id. */
  readonly names: ReadonlyMap<string, string>;
  /** Whose application it is. */
  readonly name: string;
}

/** What to bring when an officer sees originals: a page to print. */
export function bringPage(request: PageRequest, { vettingCase, bring, names, name }: BringPageProps): Page {
  return signedInPage(request, {
    title: "What to bring",
    back: { href: `/applications/${vettingCase.id}`, text: "The application" },
    children: (
      <>
        <span class="govuk-caption-l">
          <bdi>{name}</bdi>, reference <span class="trellis-nowrap">{vettingCase.id}</span>
        </span>
        <h1 class="govuk-heading-l">What to bring</h1>
        {bring.length === 0 ? (
          <p class="govuk-body">You do not need to bring anything at the moment.</p>
        ) : (
          <>
            <p class="govuk-body">An officer of {councilWords(vettingCase.authority)} needs to see these in person. Bring:</p>
            <ul class="govuk-list govuk-list--bullet govuk-list--spaced">
              {bring.map((one) => (
                <li>{bringWords(one, names)}</li>
              ))}
            </ul>
            <p class="govuk-body">
              Bring originals, not copies or photos. The name on each one must be yours. If your name has changed, bring proof of the change.
            </p>
            <p class="govuk-body">We do not copy DBS certificates.</p>
            <p class="govuk-body">Contact the council if you do not have one of these, or cannot come. The phone number is at the end of this page.</p>
            <p class="govuk-body">You can print this page.</p>
          </>
        )}
      </>
    ),
  });
}
