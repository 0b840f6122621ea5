import type { FieldError } from "../../../shared/domain/input.ts";
import { Input, Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { errorOf, Form, type PageRequest } from "../../../shared/pages/signed-in-page.tsx";
import { isOpenReference, type OfficerWay, type ReferenceStanding, type StandingReference, waitsForOfficer } from "../rules/reference.ts";

const STANDING_WORDS: Readonly<Record<ReferenceStanding, string>> = {
  given: "has answered",
  declined: "could not give a reference. Name someone else",
  expired: "did not answer in time. Name someone else",
  asked: "has not answered yet",
  unreachable: "we cannot email this address. Correct it, or name someone else",
};

const UNREACHABLE: Readonly<Record<OfficerWay, string>> = {
  phone: "we could not reach them by phone. Give another number, or name someone else",
  post: "a letter does not reach them. Correct the address, or name someone else",
};
const TO_DO: Readonly<Record<OfficerWay, string>> = { phone: "an officer will phone them", post: "an officer will write to them" };

/** How a request stands, as who named them is told it. */
function standingWords(reference: StandingReference): string {
  const { by, standing } = reference;
  if (by === undefined) return STANDING_WORDS[standing];
  if (standing === "unreachable") return UNREACHABLE[by];
  return waitsForOfficer(reference) ? TO_DO[by] : STANDING_WORDS[standing];
}

interface RefereesProps {
  readonly action: string;
  readonly tokens: PageRequest["tokens"];
  readonly seen: string;
  readonly form: URLSearchParams;
  readonly errors: readonly FieldError[];
  readonly references: readonly StandingReference[];
  /** How many are asked for. */
  readonly referees: number;
  /** Whether asking them sends the case back to the council. */
  readonly last: boolean;
}

/** Who was asked for a reference, and who else is to be. */
export function Referees({ action, tokens, seen, form, errors, references, referees, last }: RefereesProps) {
  const left = Math.max(0, referees - references.filter(isOpenReference).length);
  return (
    <>
      {references.length > 0 ? (
        <ul class="govuk-list">
          {references.map((reference) => (
            <li class="trellis-break">
              <bdi>{reference.name}</bdi> ({reference.relation}): {standingWords(reference)}
            </li>
          ))}
        </ul>
      ) : null}
      {left === 0 ? (
        <p class="govuk-body" id="send" tabIndex={-1}>
          {references.some(({ by }) => by !== undefined)
            ? "You do not need to add anyone else. We contact everyone you added."
            : "We have emailed everyone you added."}
        </p>
      ) : (
        <Form tokens={tokens} action={action} seen={seen} kept>
          {Array.from({ length: left }, (_, index) => (
            <RefereeFields index={index} form={form} errors={errors} />
          ))}
          <p class="govuk-body">We will email them when you send this. If they have no email, an officer will phone them or write to them.</p>
          <div class="govuk-button-group">
            <Button text={last ? "Ask these people and send application" : "Ask these people"} attributes={{ id: "send" }} />
            {last ? <Button text="Ask these people only" name="next" value="stay" classes="govuk-button--secondary" /> : null}
          </div>
        </Form>
      )}
    </>
  );
}

interface RefereeFieldsProps {
  readonly index: number;
  readonly form: URLSearchParams;
  readonly errors: readonly FieldError[];
}

/** One person: who they are, one way to contact them, and how they know the work. Without a script every way is there, and the one that is filled in is taken. */
function RefereeFields({ index, form, errors }: RefereeFieldsProps) {
  const person = `person ${index + 1}`;
  const value = (field: string) => form.get(`${field}-${index}`) ?? "";
  const field = (name: string) => ({ name: `${name}-${index}`, value: value(name), errorMessage: errorOf(errors, `${name}-${index}`), autocomplete: "off" });
  const way = form.get(`by-${index}`) ?? ["email", "phone", "address"].find((name) => value(name) !== "")?.replace("address", "post");
  return (
    <fieldset class="govuk-fieldset">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">Person {index + 1}</legend>
      <Input {...field("name")} label={{ text: `Name of ${person}` }} spellcheck={false} />
      <Radios
        name={`by-${index}`}
        fieldset={{ legend: { text: `How can we contact ${person}?` } }}
        errorMessage={errorOf(errors, `by-${index}`)}
        items={[
          {
            value: "email",
            text: "Email",
            checked: way === "email",
            conditional: <Input {...field("email")} type="email" label={{ text: `Email address of ${person}` }} spellcheck={false} />,
          },
          {
            value: "phone",
            text: "Phone",
            checked: way === "phone",
            conditional: (
              <Input
                {...field("phone")}
                type="tel"
                label={{ text: `Phone number of ${person}` }}
                hint={{ text: "An officer will phone them." }}
                spellcheck={false}
              />
            ),
          },
          {
            value: "post",
            text: "Post",
            checked: way === "post",
            conditional: (
              <Textarea
                {...field("address")}
                label={{ text: `Postal address of ${person}` }}
                hint={{ text: "Put each part of the address on a new line, with the postcode on the last." }}
                rows={4}
              />
            ),
          },
        ]}
      />
      <Input {...field("relation")} label={{ text: `How ${person} knows your work` }} />
    </fieldset>
  );
}
