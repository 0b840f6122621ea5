import { type Common, type Content, classNames } from "./common.ts";

interface Worded extends Common {
  readonly text?: Content;
}

export const BackLink = ({ text, href, classes, attributes }: Worded & { readonly href?: string | undefined }) => (
  <a href={href || "#"} class={classNames("govuk-back-link", classes)} {...attributes}>
    {text || "Back"}
  </a>
);

export const SkipLink = ({ text, href, classes, attributes }: Worded & { readonly href?: string | undefined }) => (
  <a href={href || "#content"} class={classNames("govuk-skip-link", classes)} {...attributes} data-module="govuk-skip-link">
    {text}
  </a>
);

export const InsetText = ({ id, text, classes, attributes }: Worded & { readonly id?: string | undefined }) => (
  <div id={id} class={classNames("govuk-inset-text", classes)} {...attributes}>
    {text}
  </div>
);

export const WarningText = ({ text, iconFallbackText, classes, attributes }: Worded & { readonly iconFallbackText?: string | undefined }) => (
  <div class={classNames("govuk-warning-text", classes)} {...attributes}>
    <span class="govuk-warning-text__icon" aria-hidden="true">
      !
    </span>
    <strong class="govuk-warning-text__text">
      <span class="govuk-visually-hidden">{iconFallbackText || "Warning"}</span> {text}
    </strong>
  </div>
);

export const Tag = ({ text, classes, attributes }: Worded) => (
  <strong class={classNames("govuk-tag", classes)} {...attributes}>
    {text}
  </strong>
);

export interface DetailsOptions extends Worded {
  readonly id?: string | undefined;
  readonly summary: Content;
  readonly open?: boolean | undefined;
}

/** Help that opens when it is wanted. */
export const Details = ({ id, summary, text, open, classes, attributes }: DetailsOptions) => (
  <details id={id} class={classNames("govuk-details", classes)} {...attributes} open={open}>
    <summary class="govuk-details__summary">
      <span class="govuk-details__summary-text">{summary}</span>
    </summary>
    <div class="govuk-details__text">{text}</div>
  </details>
);

export interface ErrorSummaryOptions extends Common {
  readonly title: Content;
  readonly description?: Content;
  readonly errors?: readonly { readonly text: Content; readonly href?: string | undefined; readonly attributes?: Common["attributes"] }[] | undefined;
  readonly disableAutoFocus?: boolean | undefined;
}

/** Everything that is wrong with a form, each a link to its answer. */
export const ErrorSummary = ({ title, description, errors, disableAutoFocus, classes, attributes }: ErrorSummaryOptions) => (
  <div
    class={classNames("govuk-error-summary", classes)}
    data-disable-auto-focus={disableAutoFocus === undefined ? undefined : String(disableAutoFocus)}
    {...attributes}
    data-module="govuk-error-summary"
  >
    <div role="alert">
      <h2 class="govuk-error-summary__title">{title}</h2>
      <div class="govuk-error-summary__body">
        {description ? <p>{description}</p> : null}
        {errors && errors.length > 0 ? (
          <ul class="govuk-list govuk-error-summary__list">
            {errors.map((error) => (
              <li>
                {error.href ? (
                  <a href={error.href} {...error.attributes}>
                    {error.text}
                  </a>
                ) : (
                  error.text
                )}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </div>
  </div>
);

export interface SummaryRow {
  readonly key: Worded;
  readonly value: Worded;
  readonly classes?: string | undefined;
}

/** Facts as key and value. */
export const SummaryList = ({ rows, classes, attributes }: Common & { readonly rows: readonly (SummaryRow | undefined)[] }) => (
  <dl class={classNames("govuk-summary-list", classes)} {...attributes}>
    {rows.map((row) =>
      row ? (
        <div class={classNames("govuk-summary-list__row", row.classes)}>
          <dt class={classNames("govuk-summary-list__key", row.key.classes)}>{row.key.text}</dt>
          <dd class={classNames("govuk-summary-list__value", row.value.classes)}>{row.value.text}</dd>
        </div>
      ) : null,
    )}
  </dl>
);
