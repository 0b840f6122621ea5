import { longDate } from "../../../shared/domain/time.ts";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords } from "../../../shared/pages/words.ts";

export interface MarketPageProps {
  readonly council: string;
  readonly snapshot: { readonly day: string } | undefined;
}

/** Where support is short in a council's areas, at a glance. */
export function marketPage(request: PageRequest, { council, snapshot }: MarketPageProps): Page {
  return signedInPage(request, {
    title: "Where support is short",
    back: { href: "/staff", text: "Staff home" },
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">Where support is short</h1>
        {snapshot === undefined ? <NothingYet /> : <p class="govuk-body">Measured on {longDate(snapshot.day)}.</p>}
      </>
    ),
  });
}

/** What has to be brought in before there is anything to see. */
const NothingYet = () => (
  <>
    <p class="govuk-body">
      <strong>There are no figures yet.</strong> They are made every night, once there is something to make them of. Bring in:
    </p>
    <ul class="govuk-list govuk-list--bullet">
      <li>
        the areas of the census and who lives there, and how many people have a direct payment: <code>npm run import -- areas FOLDER</code>
      </li>
      <li>
        the register of people who give support: <code>npm run import -- listings FILE</code>
      </li>
    </ul>
  </>
);
