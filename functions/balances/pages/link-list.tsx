/** Links beneath each other. */
export const LinkList = ({ links }: { readonly links: readonly { readonly href: string; readonly text: string }[] }) => (
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
