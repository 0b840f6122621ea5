import { type Common, type Content, classNames } from "./common.ts";

export interface NavigationItem extends Common {
  readonly text?: Content;
  readonly href?: string | undefined;
  /** The page being shown. */
  readonly current?: boolean | undefined;
  /** The section being shown. */
  readonly active?: boolean | undefined;
}

export interface ServiceNavigationOptions extends Common {
  readonly serviceName?: string | undefined;
  readonly serviceUrl?: string | undefined;
  readonly ariaLabel?: string | undefined;
  readonly menuButtonText?: string | undefined;
  readonly menuButtonLabel?: string | undefined;
  readonly navigation?: readonly (NavigationItem | undefined)[] | undefined;
  readonly navigationLabel?: string | undefined;
  readonly navigationId?: string | undefined;
  readonly navigationClasses?: string | undefined;
  readonly collapseNavigationOnMobile?: boolean | undefined;
}

/** The name of the service and the ways around it. */
export function ServiceNavigation(props: ServiceNavigationOptions) {
  const { serviceName, serviceUrl, classes, attributes } = props;
  const menuButtonText = props.menuButtonText || "Menu";
  const items = (props.navigation ?? []).flatMap((item) => (item ? [item] : []));
  const id = props.navigationId || "navigation";
  const collapse = props.collapseNavigationOnMobile ?? items.length > 1;
  const root = { class: classNames("govuk-service-navigation", classes), "data-module": "govuk-service-navigation", ...attributes };
  const inner = (
    <div class="govuk-width-container">
      <div class="govuk-service-navigation__container">
        {serviceName ? (
          <span class="govuk-service-navigation__service-name">
            {serviceUrl ? (
              <a href={serviceUrl} class="govuk-service-navigation__link">
                {serviceName}
              </a>
            ) : (
              <span class="govuk-service-navigation__text">{serviceName}</span>
            )}
          </span>
        ) : null}
        {items.length > 0 ? (
          <nav aria-label={props.navigationLabel || menuButtonText} class={classNames("govuk-service-navigation__wrapper", props.navigationClasses)}>
            {collapse ? (
              <button
                type="button"
                class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle"
                aria-controls={id}
                aria-label={props.menuButtonLabel && props.menuButtonLabel !== menuButtonText ? props.menuButtonLabel : undefined}
                hidden
                aria-hidden="true"
              >
                {menuButtonText}
              </button>
            ) : null}
            <ul class="govuk-service-navigation__list" id={id}>
              {items.map((item) => (
                <Item {...item} />
              ))}
            </ul>
          </nav>
        ) : null}
      </div>
    </div>
  );
  return serviceName ? (
    <section aria-label={props.ariaLabel ?? "Service information"} {...root}>
      {inner}
    </section>
  ) : (
    <div {...root}>{inner}</div>
  );
}

function Item({ text, href, current, active, attributes }: NavigationItem) {
  const here = current || active;
  const said = here ? <strong class="govuk-service-navigation__active-fallback">{text}</strong> : text;
  const ariaCurrent = here ? (current ? "page" : "true") : undefined;
  return (
    <li class={classNames("govuk-service-navigation__item", here && "govuk-service-navigation__item--active")}>
      {href ? (
        <a class="govuk-service-navigation__link" href={href} aria-current={ariaCurrent} {...attributes}>
          {said}
        </a>
      ) : text ? (
        <span class="govuk-service-navigation__text" aria-current={ariaCurrent}>
          {said}
        </span>
      ) : null}
    </li>
  );
}
