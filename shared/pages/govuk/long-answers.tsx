import { classNames, idList } from "./common.ts";
import { Input, type Question } from "./form-controls.tsx";
import { ErrorMessage, Fieldset, type FieldsetOptions, FormGroup, Hint, Label, type LabelOptions } from "./form-parts.tsx";

export interface TextareaOptions extends Question {
  readonly id?: string | undefined;
  readonly label: LabelOptions;
  readonly value?: string | undefined;
  readonly rows?: number | string | undefined;
  readonly spellcheck?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly autocomplete?: string | undefined;
}

/** Several lines of text. */
export function Textarea(props: TextareaOptions) {
  const { id = props.name, name, label, hint, errorMessage, formGroup } = props;
  return (
    <FormGroup error={errorMessage} classes={formGroup?.classes} attributes={formGroup?.attributes}>
      <Label {...label} for={id} />
      {hint ? <Hint {...hint} id={`${id}-hint`} /> : null}
      {errorMessage ? <ErrorMessage {...errorMessage} id={`${id}-error`} /> : null}
      {formGroup?.before}
      <textarea
        class={classNames("govuk-textarea", errorMessage && "govuk-textarea--error", props.classes)}
        id={id}
        name={name}
        rows={Number(props.rows || 5)}
        spellcheck={props.spellcheck}
        disabled={props.disabled}
        aria-describedby={idList(props.describedBy, hint && `${id}-hint`, errorMessage && `${id}-error`)}
        {...(props.autocomplete ? { autocomplete: props.autocomplete } : {})}
        {...props.attributes}
      >
        {props.value}
      </textarea>
      {formGroup?.after}
    </FormGroup>
  );
}

const DATE_PARTS = ["day", "month", "year"] as const;
type DatePart = (typeof DATE_PARTS)[number];

export interface DateInputOptions extends Question {
  readonly id: string;
  readonly namePrefix?: string | undefined;
  readonly fieldset?: FieldsetOptions | undefined;
  /** What was typed, part by part. */
  readonly values?: Readonly<Partial<Record<DatePart, string>>> | undefined;
  /** The parts that are wrong; all of them where there is an error and none is named. */
  readonly wrong?: readonly DatePart[] | undefined;
  /** What browsers may fill it in with, part by part: `bday`. */
  readonly autocomplete?: string | undefined;
}

/** A date somebody remembers, in three boxes. */
export function DateInput(props: DateInputOptions) {
  const { id, namePrefix, fieldset, hint, errorMessage, formGroup, values, autocomplete, wrong = errorMessage ? DATE_PARTS : [] } = props;
  const describedBy = idList(fieldset?.describedBy, hint && `${id}-hint`, errorMessage && `${id}-error`);
  const inner = (
    <>
      {hint ? <Hint {...hint} id={`${id}-hint`} /> : null}
      {errorMessage ? <ErrorMessage {...errorMessage} id={`${id}-error`} /> : null}
      <div class={classNames("govuk-date-input", props.classes)} {...props.attributes} id={id}>
        {formGroup?.before}
        {DATE_PARTS.map((part) => (
          <div class="govuk-date-input__item">
            <Input
              id={`${id}-${part}`}
              name={namePrefix ? `${namePrefix}-${part}` : part}
              label={{ text: `${part.charAt(0).toUpperCase()}${part.slice(1)}`, classes: "govuk-date-input__label" }}
              classes={classNames("govuk-date-input__input", wrong.includes(part) && "govuk-input--error", `govuk-input--width-${part === "year" ? 4 : 2}`)}
              value={values?.[part]}
              inputmode="numeric"
              autocomplete={autocomplete && `${autocomplete}-${part}`}
            />
          </div>
        ))}
        {formGroup?.after}
      </div>
    </>
  );
  return (
    <FormGroup error={errorMessage} classes={formGroup?.classes} attributes={formGroup?.attributes}>
      {fieldset ? (
        <Fieldset {...fieldset} describedBy={describedBy} role="group">
          {inner}
        </Fieldset>
      ) : (
        inner
      )}
    </FormGroup>
  );
}
