import { h } from "preact";
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

export interface SummaryAction extends Worded {
  readonly href?: string | undefined;
  readonly visuallyHiddenText?: string | undefined;
}

export interface SummaryRow {
  readonly key: Worded;
  readonly value: Worded;
  readonly classes?: string | undefined;
  readonly actions?: { readonly items?: readonly SummaryAction[] | undefined; readonly classes?: string | undefined } | undefined;
}

/** Facts as key and value, with what can be done about each. */
export function SummaryList({ rows, classes, attributes }: Common & { readonly rows: readonly (SummaryRow | undefined)[] }) {
  const anyActions = rows.some((row) => (row?.actions?.items?.length ?? 0) > 0);
  return (
    <dl class={classNames("govuk-summary-list", classes)} {...attributes}>
      {rows.map((row) => {
        if (!row) return null;
        const items = row.actions?.items ?? [];
        const without = anyActions && items.length === 0;
        return (
          <div class={classNames("govuk-summary-list__row", without && "govuk-summary-list__row--no-actions", row.classes)}>
            <dt class={classNames("govuk-summary-list__key", row.key.classes)}>{row.key.text}</dt>
            <dd class={classNames("govuk-summary-list__value", row.value.classes)}>{row.value.text}</dd>
            {items.length > 0 ? (
              <dd class={classNames("govuk-summary-list__actions", row.actions?.classes)}>
                {items.length === 1 ? (
                  <SummaryLink {...items[0]} />
                ) : (
                  <ul class="govuk-summary-list__actions-list">
                    {items.map((item) => (
                      <li class="govuk-summary-list__actions-list-item">
                        <SummaryLink {...item} />
                      </li>
                    ))}
                  </ul>
                )}
              </dd>
            ) : null}
          </div>
        );
      })}
    </dl>
  );
}

const SummaryLink = ({ text, href, visuallyHiddenText, classes, attributes }: SummaryAction) => (
  <a class={classNames("govuk-link", classes)} {...(href === undefined ? {} : { href })} {...attributes}>
    {text}
    {visuallyHiddenText ? <span class="govuk-visually-hidden"> {visuallyHiddenText}</span> : null}
  </a>
);

export interface NotificationBannerOptions extends Worded {
  readonly title?: Content;
  readonly titleId?: string | undefined;
  readonly titleHeadingLevel?: string | undefined;
  /** `success` is read out at once. */
  readonly type?: string | undefined;
  readonly role?: "alert" | "region" | undefined;
  readonly children?: Content;
  readonly disableAutoFocus?: boolean | undefined;
}

/** Something that has happened, or that matters whatever the page is about. */
export function NotificationBanner(props: NotificationBannerOptions) {
  const {
    title,
    titleId = "govuk-notification-banner-title",
    titleHeadingLevel = "2",
    type,
    role,
    text,
    children,
    disableAutoFocus,
    classes,
    attributes,
  } = props;
  const success = type === "success";
  const Heading = `h${titleHeadingLevel}` as const;
  return (
    <div
      class={classNames("govuk-notification-banner", success && "govuk-notification-banner--success", classes)}
      role={role || (success ? "alert" : "region")}
      aria-labelledby={titleId}
      data-module="govuk-notification-banner"
      data-disable-auto-focus={disableAutoFocus === undefined ? undefined : String(disableAutoFocus)}
      {...attributes}
    >
      <div class="govuk-notification-banner__header">
        {h(Heading, { class: "govuk-notification-banner__title", id: titleId }, title || (success ? "Success" : "Important"))}
      </div>
      <div class="govuk-notification-banner__content">{children ?? <p class="govuk-notification-banner__heading">{text}</p>}</div>
    </div>
  );
}
