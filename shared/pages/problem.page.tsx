import type { Problem } from "../http/problem.ts";
import { informationPage } from "./information-page.tsx";

/** A page for what went wrong: what, and what to do next. */
export const problemPage = ({ status, title, detail }: Problem): string =>
  informationPage(
    { title, path: "" },
    <>
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
    </>,
  );
