import type { Problem } from "../http/problem.ts";
import { renderPage } from "./layout.tsx";

/** A page for what went wrong: what, and what to do next. */
export const problemPage = ({ status, title, detail }: Problem): string =>
  renderPage({
    title,
    path: "",
    children: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <h1 class="govuk-heading-l">{title}</h1>
          {detail ? <p class="govuk-body">{detail}</p> : null}
          <p class="govuk-body">
            You can{" "}
            <a class="govuk-link" href="/">
              search for support
            </a>
            {status === 403 || status === 412 ? (
              <>
                , go back to{" "}
                <a class="govuk-link" href="/account">
                  your account
                </a>
              </>
            ) : null}
            , or{" "}
            <a class="govuk-link" href="/contact">
              contact your council
            </a>
            .
          </p>
        </div>
      </div>
    ),
  });
