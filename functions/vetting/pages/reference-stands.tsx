import { longDate } from "../../../shared/domain/time.ts";
import { type AttemptOutcome, OFFICER_WAYS, type Reference, type ReferenceStanding, type StandingReference } from "../rules/reference.ts";

const ATTEMPT_WORDS: Readonly<Record<AttemptOutcome, string>> = {
  "no-answer": "they did not answer the phone",
  "letter-sent": "a letter was posted",
  "wrong-contact": "the phone number or address was wrong",
};

const STANDS: Readonly<Record<ReferenceStanding, string>> = {
  asked: "Asked, no answer yet.",
  declined: "Would rather not answer.",
  expired: "Did not answer in time.",
  unreachable: "No answer yet, and we cannot email them. The applicant can correct the address or name someone else.",
  given: "",
};

/** The same of a referee who is phoned, or written to. */
const STANDS_BY_OFFICER: Readonly<Record<"phone" | "post", Readonly<Record<ReferenceStanding, string>>>> = {
  phone: { ...STANDS, asked: "Phone them for a reference.", unreachable: "We could not reach them by phone. The applicant can name someone else." },
  post: { ...STANDS, asked: "Write to them for a reference.", unreachable: "A letter does not reach them. The applicant can name someone else." },
};

/** An officer, as another is told of them. */
const officerWords = (by: string, reader: string): string => (by === reader ? "you" : `another officer (${by.slice(0, 8)})`);

/** How a reference was taken, by which officer and when. */
export const takenWords = ({ taken, answeredOn = "" }: Pick<Reference, "taken" | "answeredOn">, reader: string): string =>
  taken === undefined
    ? ""
    : `${taken.how === undefined ? "Saved" : taken.how === "phone" ? "By phone" : "From a letter"}, by ${officerWords(taken.by, reader)}, on ${longDate(answeredOn)}`;

/** When an officer tried to reach a referee, and what came of it. */
export const Attempts = ({ attempts = [], reader }: Pick<Reference, "attempts"> & { readonly reader: string }) =>
  attempts.length === 0 ? null : (
    <ul class="govuk-list govuk-list--bullet">
      {attempts.map(({ on, by, outcome }) => (
        <li>
          {longDate(on)}: {ATTEMPT_WORDS[outcome]} ({officerWords(by, reader)})
        </li>
      ))}
    </ul>
  );

interface ReferenceStandsProps {
  readonly reference: StandingReference;
  /** The officer who reads it. */
  readonly reader: string;
}

/** How a request without an answer stands, and the way to its referee, where an officer is to reach them. */
export function ReferenceStands({ reference, reader }: ReferenceStandsProps) {
  const { by, standing, id, case: of, name, taken } = reference;
  const way = OFFICER_WAYS.find((one) => one === by);
  const posted = reference.attempts?.some(({ outcome }) => outcome === "letter-sent") ?? false;
  const open = standing === "asked" || standing === "unreachable";
  return (
    <>
      <p class="govuk-body">
        {way === undefined
          ? STANDS[standing]
          : way === "post" && posted && standing === "asked"
            ? "We wrote to them, no answer yet."
            : STANDS_BY_OFFICER[way][standing]}
      </p>
      {taken ? <p class="govuk-body">{takenWords(reference, reader)}</p> : null}
      <Attempts attempts={reference.attempts} reader={reader} />
      {way !== undefined && open ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`/cases/${of}/references/${id}`}>
            {way === "phone" ? "Phone" : posted ? "Save the answer of" : "Write to"} <bdi>{name}</bdi>
          </a>
        </p>
      ) : null}
    </>
  );
}
