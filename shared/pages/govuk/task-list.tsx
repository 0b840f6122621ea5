import type { ComponentChildren } from "preact";
import { Tag } from "./text-parts.tsx";

/** One thing to do, and how it stands. */
export interface Task {
  readonly title: string;
  /** Absent where nothing can be done about it now. */
  readonly href?: string | undefined;
  readonly hint?: ComponentChildren;
  /** A state with colour is a tag; without, plain text. */
  readonly status: { readonly text: string; readonly colour?: string | undefined };
}

/** Things to do, each with its state. `id` is the beginning of every id in it. */
export const TaskList = ({ id, tasks }: { readonly id: string; readonly tasks: readonly Task[] }) => (
  <ul class="govuk-task-list">
    {tasks.map(({ title, href, hint, status }, index) => {
      const statusId = `${id}-${index + 1}-status`;
      const hintId = `${id}-${index + 1}-hint`;
      return (
        <li class={`govuk-task-list__item${href ? " govuk-task-list__item--with-link" : ""}`}>
          <div class="govuk-task-list__name-and-hint">
            {href ? (
              <a class="govuk-link govuk-task-list__link" href={href} aria-describedby={hint ? `${hintId} ${statusId}` : statusId}>
                {title}
              </a>
            ) : (
              <div>{title}</div>
            )}
            {hint ? (
              <div id={hintId} class="govuk-task-list__hint">
                {hint}
              </div>
            ) : null}
          </div>
          <div class="govuk-task-list__status" id={statusId}>
            {status.colour === undefined ? status.text : <Tag text={status.text} classes={status.colour} />}
          </div>
        </li>
      );
    })}
  </ul>
);
