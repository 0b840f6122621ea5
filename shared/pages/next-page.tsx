/** The link to the rest of a list that goes on; nothing where it does not. */
export const NextPage = ({ href }: { readonly href: string | undefined }) =>
  href === undefined ? null : (
    <p class="govuk-body">
      <a class="govuk-link" rel="next" href={href}>
        Next page
      </a>
    </p>
  );
