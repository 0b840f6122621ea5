import { Form, type PageRequest } from "../../../shared/pages/signed-in-page.tsx";

export interface RemoveFileProps {
  readonly request: PageRequest;
  readonly action: string;
  readonly id: string;
  /** Which of the files on the page. */
  readonly number: number;
}

/** Takes away a file that was sent by mistake, or shows what must not be kept. */
export const RemoveFile = ({ request, action, id, number }: RemoveFileProps) => (
  <Form tokens={{ ...request.tokens, once: `${request.tokens.once}-${id}` }} action={action}>
    <button type="submit" class="trellis-link-button">
      Remove<span class="govuk-visually-hidden"> file {number}</span>
    </button>
  </Form>
);
