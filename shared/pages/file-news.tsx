import type { ComponentChildren } from "preact";
import { InsetText } from "./govuk/text-parts.tsx";

/** How a file that was sent stands: while it is being checked the page waits and says so aloud; then what is given in `children`. */
export const FileNews = ({ waiting, refresh, children }: { readonly waiting: boolean; readonly refresh: string; readonly children: ComponentChildren }) => (
  <>
    <p role="status" class="govuk-visually-hidden" id="file-news" />
    <div id="files" tabIndex={-1} {...(waiting ? { "data-waits": refresh } : {})}>
      {waiting ? (
        <InsetText
          text={
            <>
              <p class="govuk-body">We are checking your file. This takes a few seconds.</p>
              <a class="govuk-link" href={refresh}>
                Refresh
              </a>
            </>
          }
        />
      ) : null}
      {children}
    </div>
  </>
);
