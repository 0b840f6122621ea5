import { type Attributes, type Common, type Content, classNames } from "./common.ts";

export interface LabelOptions extends Common {
  readonly text?: Content;
  readonly isPageHeading?: boolean | undefined;
}

/** The label of one control; nothing without a text. */
export function Label({ text, classes, attributes, isPageHeading, for: control }: LabelOptions & { readonly for?: string | undefined }) {
  if (!text) return null;
  const label = (
    <label class={classNames("govuk-label", classes)} {...attributes} for={control}>
      {text}
    </label>
  );
  return isPageHeading ? <h1 class="govuk-label-wrapper">{label}</h1> : label;
}

export interface HintOptions extends Common {
  readonly text?: Content;
}

/** Help beside a question, tied to it by its id. */
export const Hint = ({ id, text, classes, attributes }: HintOptions & { readonly id?: string | undefined }) => (
  <div id={id} class={classNames("govuk-hint", classes)} {...attributes}>
    {text}
  </div>
);

export interface ErrorMessageOptions extends Common {
  readonly text?: Content;
  readonly visuallyHiddenText?: string | false | undefined;
}

/** What is wrong with an answer, and how to put it right. */
export const ErrorMessage = ({ id, text, classes, attributes, visuallyHiddenText = "Error" }: ErrorMessageOptions & { readonly id?: string | undefined }) => (
  <p id={id} class={classNames("govuk-error-message", classes)} {...attributes}>
    {visuallyHiddenText ? (
      <>
        <span class="govuk-visually-hidden">{visuallyHiddenText}:</span> {text}
      </>
    ) : (
      text
    )}
  </p>
);

export interface FieldsetOptions extends Common {
  readonly legend?: (Common & { readonly text?: Content; readonly isPageHeading?: boolean | undefined }) | undefined;
  readonly role?: "group" | "radiogroup" | undefined;
  readonly describedBy?: string | undefined;
}

/** Controls that answer one question, under its legend. */
export const Fieldset = ({ legend, role, describedBy, classes, attributes, children }: FieldsetOptions & { readonly children?: Content }) => (
  <fieldset class={classNames("govuk-fieldset", classes)} {...(role ? { role } : {})} aria-describedby={describedBy || undefined} {...attributes}>
    {legend?.text ? (
      <legend class={classNames("govuk-fieldset__legend", legend.classes)}>
        {legend.isPageHeading ? <h1 class="govuk-fieldset__heading">{legend.text}</h1> : legend.text}
      </legend>
    ) : null}
    {children}
  </fieldset>
);

export interface FormGroupOptions extends Common {
  readonly before?: Content;
  readonly after?: Content;
}

/** A question's box: takes the error style when its answer is wrong. */
export const FormGroup = ({ error, classes, attributes, children }: Common & { readonly error?: unknown; readonly children?: Content }) => (
  <div class={classNames("govuk-form-group", Boolean(error) && "govuk-form-group--error", classes)} {...attributes}>
    {children}
  </div>
);

export interface ButtonOptions extends Common {
  readonly text?: Content;
  readonly href?: string | undefined;
  readonly id?: string | undefined;
  readonly type?: "button" | "submit" | "reset" | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly preventDoubleClick?: boolean | undefined;
  readonly isStartButton?: boolean | undefined;
}

const StartIcon = () => (
  <svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19" viewBox="0 0 33 40" aria-hidden="true" focusable="false">
    <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" />
  </svg>
);

/** A button, or a link that looks like one. */
export function Button({ text, href, id, type = "submit", name, value, disabled, preventDoubleClick, isStartButton, classes, attributes }: ButtonOptions) {
  const shared: Attributes = {
    class: classNames("govuk-button", classes, isStartButton && "govuk-button--start"),
    "data-module": "govuk-button",
    ...attributes,
    ...(id === undefined ? {} : { id }),
  };
  if (href) {
    return (
      <a href={href} role="button" draggable={false} {...shared}>
        {text}
        {isStartButton ? <StartIcon /> : null}
      </a>
    );
  }
  return (
    <button
      type={type}
      value={value || undefined}
      name={name || undefined}
      disabled={disabled}
      aria-disabled={disabled ? "true" : undefined}
      data-prevent-double-click={preventDoubleClick === undefined ? undefined : String(preventDoubleClick)}
      {...shared}
    >
      {text}
      {isStartButton ? <StartIcon /> : null}
    </button>
  );
}
