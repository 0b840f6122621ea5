import { councilWords } from "../../../shared/pages/words.ts";
import type { Counts } from "../rules/queue-lists.ts";
import { QUEUES } from "../rules/queues.ts";
import { queueWords } from "./words.ts";

/** Every list of an officer's, in the order they are offered. */
export const VIEWS = [...QUEUES.slice(0, 1), "at-risk", "mine", ...QUEUES.slice(1), "expiring"] as const;

/** What a list is called. */
export const viewWords = (view: string): string =>
  ({ "at-risk": "At risk of being late", mine: "My cases", expiring: "Expiring evidence", ...queueWords })[view] ?? view;

const hasCount = (view: string, counts: Counts): view is keyof Counts => view in counts;

/** '12', or 'more than 12' where no more were counted. */
const countWords = (view: string, counts: Counts): string => {
  if (!hasCount(view, counts)) return "";
  const { count, more } = counts[view];
  return more ? `${count} or more` : String(count);
};

/** The lists there are, with how many open cases each holds where that is known. */
export const Views = ({ council, view, counts }: { readonly council: string; readonly view?: string; readonly counts?: Counts }) => (
  <nav aria-label="Cases">
    <ul class="govuk-list trellis-views">
      {VIEWS.map((choice) => (
        <li>
          <a class="govuk-link" href={`/councils/${council}/vetting?view=${choice}`} {...(choice === view ? { "aria-current": "page" } : {})}>
            {viewWords(choice)}
            {counts && hasCount(choice, counts) ? ` (${countWords(choice, counts)})` : ""}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

/** The council's name above the heading of one of its lists. */
export const ListHeading = ({ council, text }: { readonly council: string; readonly text: string }) => (
  <>
    <span class="govuk-caption-l">{councilWords(council)}</span>
    <h1 class="govuk-heading-l">{text}</h1>
  </>
);
