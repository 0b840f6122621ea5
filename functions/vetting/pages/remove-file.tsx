import { Form, type PageRequest } from "../../../shared/pages/signed-in-page.tsx";

export interface RemoveFileProps {
  readonly request: PageRequest;
  readonly action: string;
  readonly id: string;
  /** What it is called on the page. */
  readonly name: string;
}

/** Takes away a file that was sent by mistake, or shows what must not be kept. */
export const RemoveFile = ({ request, action, id, name }: RemoveFileProps) => (
  <Form tokens={{ ...request.tokens, once: `${request.tokens.once}-${id}` }} action={action}>
    <button type="submit" class="trellis-link-button">
      Remove
      <span class="govuk-visually-hidden">
        {" "}
        <bdi>{name}</bdi>
      </span>
    </button>
  </Form>
);
