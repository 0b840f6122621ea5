/** Links beneath each other; nothing where there are none. */
export const LinkList = ({ links }: { readonly links: readonly { readonly href: string; readonly text: string }[] }) =>
  links.length === 0 ? null : (
    <ul class="govuk-list govuk-list--spaced">
      {links.map(({ href, text }) => (
        <li>
          <a class="govuk-link" href={href}>
            {text}
          </a>
        </li>
      ))}
    </ul>
  );
