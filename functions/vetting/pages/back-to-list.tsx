/** The way back to an application's list of tasks, below a form that goes on to the next. */
export const BackToList = ({ base }: { readonly base: string }) => (
  <p class="govuk-body">
    <a class="govuk-link" href={base}>
      Go to the list of tasks
    </a>
  </p>
);
