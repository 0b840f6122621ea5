import type { FieldError } from "../../../shared/domain/input.ts";
import { Input } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { errorOf, Form, type PageRequest } from "../../../shared/pages/signed-in-page.tsx";
import { isOpenReference, type ReferenceStanding, type StandingReference } from "../rules/reference.ts";

const STANDING_WORDS: Readonly<Record<ReferenceStanding, string>> = {
  given: "has answered",
  declined: "could not give a reference. Name someone else",
  expired: "did not answer in time. Name someone else",
  asked: "has not answered yet",
  unreachable: "we cannot email this address. Correct it, or name someone else",
};

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
          {references.map(({ name, relation, standing }) => (
            <li>
              <bdi>{name}</bdi> ({relation}): {STANDING_WORDS[standing]}
            </li>
          ))}
        </ul>
      ) : null}
      {left === 0 ? (
        <p class="govuk-body" id="send" tabIndex={-1}>
          We have emailed everyone you added.
        </p>
      ) : (
        <Form tokens={tokens} action={action} seen={seen} kept>
          {Array.from({ length: left }, (_, index) => (
            <fieldset class="govuk-fieldset">
              <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Person {index + 1}</legend>
              <Input
                name={`name-${index}`}
                label={{ text: `Name of person ${index + 1}` }}
                value={form.get(`name-${index}`) ?? ""}
                errorMessage={errorOf(errors, `name-${index}`)}
                autocomplete="off"
                spellcheck={false}
              />
              <Input
                name={`email-${index}`}
                type="email"
                label={{ text: `Email address of person ${index + 1}` }}
                value={form.get(`email-${index}`) ?? ""}
                errorMessage={errorOf(errors, `email-${index}`)}
                autocomplete="off"
                spellcheck={false}
              />
              <Input
                name={`relation-${index}`}
                label={{ text: `How person ${index + 1} knows your work` }}
                value={form.get(`relation-${index}`) ?? ""}
                errorMessage={errorOf(errors, `relation-${index}`)}
                autocomplete="off"
              />
            </fieldset>
          ))}
          <p class="govuk-body">We will email them when you send this.</p>
          <div class="govuk-button-group">
            <Button text={last ? "Send emails and application" : "Send emails"} attributes={{ id: "send" }} />
            {last ? <Button text="Send emails only" name="next" value="stay" classes="govuk-button--secondary" /> : null}
          </div>
        </Form>
      )}
    </>
  );
}
