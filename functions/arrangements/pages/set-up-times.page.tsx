import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import { SUPPORT_REASONS } from "../rules/recipient.ts";
import { SET_UP_STEPS, type SetUpRow, type SetUpStep } from "../rules/set-up-times.ts";
import { REASON_WORDS } from "./recipient-words.tsx";

type Reason = keyof typeof REASON_WORDS;

export interface SetUpTimesPageProps {
  readonly council: string;
  readonly since: PlainDate;
  readonly leastPeople: number;
  readonly byReason: readonly SetUpRow<Reason>[];
  readonly byArea: readonly SetUpRow<string>[];
}

const STEPS: Readonly<Record<SetUpStep, string>> = {
  firstRequestOn: "First request",
  firstAnswerOn: "First answer",
  startedOn: "Support started",
  firstPaymentOn: "First payment",
};
const TOO_FEW = "Too few people to show";

const daysWords = (days: number | undefined): string => (days === undefined ? TOO_FEW : days === 1 ? "1 day" : `${days} days`);

/** Whoever it is not known of comes last. */
const last = <Group,>(rows: readonly SetUpRow<Group>[]): readonly SetUpRow<Group>[] =>
  rows.toSorted((one, other) => Number(one.group === undefined) - Number(other.group === undefined));

interface TimesProps<Group extends string> {
  readonly caption: string;
  readonly groups: string;
  readonly rows: readonly SetUpRow<Group>[];
  readonly nameOf: (group: Group) => string;
}

function Times<Group extends string>({ caption, groups, rows, nameOf }: TimesProps<Group>) {
  return (
    <StackingTable
      caption={caption}
      captionClasses="govuk-table__caption--m"
      firstCellIsHeader
      head={[groups, "People", ...SET_UP_STEPS.map((step) => STEPS[step])].map((text) => ({ text }))}
      rows={last(rows).map(({ group, people, days }) => ({
        cells: [
          { text: group === undefined ? "Not known" : nameOf(group) },
          ...(people === undefined ? [{ text: TOO_FEW, colspan: SET_UP_STEPS.length + 1 }] : [{ text: String(people) }]),
          ...(people === undefined ? [] : SET_UP_STEPS.map((step) => ({ text: daysWords(days[step]) }))),
        ],
      }))}
    />
  );
}

/** How many days people of a council wait from the day their direct payment was agreed, by why they need support and by where they live. */
export function setUpTimesPage(request: PageRequest, { council, since, leastPeople, byReason, byArea }: SetUpTimesPageProps): Page {
  const areas = byArea.toSorted((one, other) => (one.group ?? "").localeCompare(other.group ?? "", "en", { numeric: true }));
  return signedInPage(request, {
    title: "How long it takes to set up support",
    back: { href: "/staff", text: "Staff home" },
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">How long it takes to set up support</h1>
        <p class="govuk-body">
          This counts the days from when a direct payment was agreed. It includes everyone whose direct payment was agreed since {longDate(since)}. We update it
          each morning.
        </p>
        {byReason.length === 0 ? (
          <p class="govuk-body">There is no one to count yet.</p>
        ) : (
          <>
            <p class="govuk-body">
              Half of the people waited for this many days or fewer. We only count people who have reached that step. If they were there before the direct
              payment was agreed, we count 0 days.
            </p>
            <p class="govuk-body">We can see requests, answers and starts only for people whose account is connected with their direct payment.</p>
            <p class="govuk-body">To keep people private, we do not show groups of fewer than {leastPeople}.</p>
            <Times
              caption="By main reason for support"
              groups="Reason"
              rows={byReason.toSorted((one, other) => orderOf(one.group) - orderOf(other.group))}
              nameOf={(reason) => REASON_WORDS[reason]}
            />
            <Times caption="By first half of the postcode" groups="Postcode" rows={areas} nameOf={(area) => area} />
          </>
        )}
      </>
    ),
  });
}

const orderOf = (reason: Reason | undefined): number => (reason === undefined ? -1 : SUPPORT_REASONS.indexOf(reason));
