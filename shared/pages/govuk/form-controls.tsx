import { type Common, type Content, classNames, idList } from "./common.ts";
import {
  ErrorMessage,
  type ErrorMessageOptions,
  Fieldset,
  type FieldsetOptions,
  FormGroup,
  type FormGroupOptions,
  Hint,
  type HintOptions,
  Label,
  type LabelOptions,
} from "./form-parts.tsx";

/** What every question takes. */
export interface Question extends Common {
  readonly name?: string | undefined;
  readonly hint?: HintOptions | undefined;
  readonly errorMessage?: ErrorMessageOptions | undefined;
  readonly formGroup?: FormGroupOptions | undefined;
  readonly describedBy?: string | undefined;
}

interface Affix extends Common {
  readonly text?: Content;
}

export interface InputOptions extends Question {
  readonly id?: string | undefined;
  readonly label: LabelOptions;
  readonly type?: string | undefined;
  readonly value?: string | undefined;
  readonly spellcheck?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly autocomplete?: string | undefined;
  readonly autocapitalize?: string | undefined;
  readonly pattern?: string | undefined;
  readonly inputmode?: string | undefined;
  readonly prefix?: Affix | undefined;
  readonly suffix?: Affix | undefined;
  readonly inputWrapper?: Common | undefined;
}

/** One line of text. */
export function Input(props: InputOptions) {
  const { id = props.name, name, label, hint, errorMessage, formGroup, prefix, suffix, inputWrapper } = props;
  const describedBy = idList(props.describedBy, hint && `${id}-hint`, errorMessage && `${id}-error`);
  const passed = Object.entries({
    type: props.type || "text",
    value: props.value,
    autocomplete: props.autocomplete,
    autocapitalize: props.autocapitalize,
    pattern: props.pattern,
    inputmode: props.inputmode,
  }).filter(([, value]) => value !== undefined);
  const control = (
    <input
      class={classNames("govuk-input", props.classes, errorMessage && "govuk-input--error")}
      id={id}
      name={name}
      spellcheck={props.spellcheck}
      disabled={props.disabled}
      aria-describedby={describedBy}
      {...Object.fromEntries(passed)}
      {...props.attributes}
    />
  );
  const wrapped = prefix?.text || suffix?.text || formGroup?.before || formGroup?.after;
  return (
    <FormGroup error={errorMessage} classes={formGroup?.classes} attributes={formGroup?.attributes}>
      <Label {...label} for={id} />
      {hint ? <Hint {...hint} id={`${id}-hint`} /> : null}
      {errorMessage ? <ErrorMessage {...errorMessage} id={`${id}-error`} /> : null}
      {wrapped ? (
        <div class={classNames("govuk-input__wrapper", inputWrapper?.classes)} {...inputWrapper?.attributes}>
          {formGroup?.before}
          {prefix?.text ? <Affixed kind="prefix" {...prefix} /> : null}
          {control}
          {suffix?.text ? <Affixed kind="suffix" {...suffix} /> : null}
          {formGroup?.after}
        </div>
      ) : (
        control
      )}
    </FormGroup>
  );
}

const Affixed = ({ kind, text, classes, attributes }: Affix & { readonly kind: string }) => (
  <div class={classNames(`govuk-input__${kind}`, classes)} aria-hidden="true" {...attributes}>
    {text}
  </div>
);

export interface ChoiceItem {
  readonly value?: string | undefined;
  readonly text?: Content;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly checked?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly divider?: string | undefined;
  readonly behaviour?: string | undefined;
  readonly hint?: HintOptions | undefined;
  readonly label?: Common | undefined;
  readonly conditional?: Content;
  readonly attributes?: Common["attributes"];
}

export interface ChoiceOptions extends Question {
  readonly idPrefix?: string | undefined;
  readonly fieldset?: FieldsetOptions | undefined;
  readonly items: readonly (ChoiceItem | undefined)[];
  /** The values that are chosen. */
  readonly values?: readonly (string | undefined)[] | undefined;
}

/** Any number of answers. */
export const Checkboxes = (props: ChoiceOptions) => <Choices kind="checkboxes" type="checkbox" {...props} />;

/** One answer of a few. */
export const Radios = (props: ChoiceOptions) => <Choices kind="radios" type="radio" {...props} />;

function Choices(props: ChoiceOptions & { readonly kind: "checkboxes" | "radios"; readonly type: "checkbox" | "radio" }) {
  const { kind, type, name, idPrefix = name ?? "", hint, errorMessage, fieldset, formGroup, items, values } = props;
  const described = fieldset?.describedBy ?? props.describedBy;
  const describedBy = idList(described, hint && `${idPrefix}-hint`, errorMessage && `${idPrefix}-error`);
  const inner = (
    <>
      {hint ? <Hint {...hint} id={`${idPrefix}-hint`} /> : null}
      {errorMessage ? <ErrorMessage {...errorMessage} id={`${idPrefix}-error`} /> : null}
      <div class={classNames(`govuk-${kind}`, props.classes)} {...props.attributes} data-module={`govuk-${kind}`}>
        {formGroup?.before}
        {items.map((item, index) =>
          item?.divider ? (
            <div class={`govuk-${kind}__divider`}>{item.divider}</div>
          ) : item ? (
            <Choice
              {...item}
              kind={kind}
              type={type}
              name={item.name ?? name}
              id={item.id ?? (index > 0 ? `${idPrefix}-${index + 1}` : idPrefix)}
              checked={item.checked ?? values?.includes(item.value)}
              describedBy={fieldset || type === "radio" ? undefined : describedBy}
            />
          ) : null,
        )}
        {formGroup?.after}
      </div>
    </>
  );
  return (
    <FormGroup error={errorMessage} classes={formGroup?.classes} attributes={formGroup?.attributes}>
      {fieldset ? (
        <Fieldset {...fieldset} describedBy={describedBy}>
          {inner}
        </Fieldset>
      ) : (
        inner
      )}
    </FormGroup>
  );
}

function Choice(
  item: ChoiceItem & { readonly kind: string; readonly type: "checkbox" | "radio"; readonly id: string; readonly describedBy: string | undefined },
) {
  const { kind, id, name, value, checked, hint, conditional } = item;
  return (
    <>
      <div class={`govuk-${kind}__item`}>
        <input
          class={`govuk-${kind}__input`}
          id={id}
          name={name}
          type={item.type}
          value={value ?? ""}
          checked={checked}
          disabled={item.disabled}
          data-aria-controls={conditional ? `conditional-${id}` : undefined}
          data-behaviour={item.behaviour}
          aria-describedby={idList(item.describedBy, hint && `${id}-item-hint`)}
          {...item.attributes}
        />
        <Label text={item.text} classes={classNames(`govuk-${kind}__label`, item.label?.classes)} attributes={item.label?.attributes} for={id} />
        {hint ? <Hint {...hint} id={`${id}-item-hint`} classes={classNames(`govuk-${kind}__hint`, hint.classes)} /> : null}
      </div>
      {conditional ? (
        <div class={classNames(`govuk-${kind}__conditional`, !checked && `govuk-${kind}__conditional--hidden`)} id={`conditional-${id}`}>
          {conditional}
        </div>
      ) : null}
    </>
  );
}

export interface SelectOptions extends Question {
  readonly id?: string | undefined;
  readonly label: LabelOptions;
  readonly value?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly items: readonly (
    | {
        readonly value?: string | undefined;
        readonly text: string;
        readonly selected?: boolean | undefined;
        readonly disabled?: boolean | undefined;
        readonly attributes?: Common["attributes"];
      }
    | undefined
  )[];
}

/** One answer of a list too long for radios. */
export function Select(props: SelectOptions) {
  const { id = props.name, name, label, hint, errorMessage, formGroup, value, items } = props;
  return (
    <FormGroup error={errorMessage} classes={formGroup?.classes} attributes={formGroup?.attributes}>
      <Label {...label} for={id} />
      {hint ? <Hint {...hint} id={`${id}-hint`} /> : null}
      {errorMessage ? <ErrorMessage {...errorMessage} id={`${id}-error`} /> : null}
      {formGroup?.before}
      <select
        class={classNames("govuk-select", props.classes, errorMessage && "govuk-select--error")}
        id={id}
        name={name}
        disabled={props.disabled}
        aria-describedby={idList(props.describedBy, hint && `${id}-hint`, errorMessage && `${id}-error`)}
        {...props.attributes}
      >
        {items.map((item) =>
          item ? (
            <option
              value={item.value}
              selected={item.selected ?? (value ? (item.value ?? item.text) === value : false)}
              disabled={item.disabled}
              {...item.attributes}
            >
              {item.text}
            </option>
          ) : null,
        )}
      </select>
      {formGroup?.after}
    </FormGroup>
  );
}
