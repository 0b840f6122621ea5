import { Checkboxes } from "../../../shared/pages/govuk/form-controls.tsx";

/** Lets somebody say that a word with a capital letter is no name: once they were asked, and as long as they say so. */
export const NotNames = ({ asked, form }: { readonly asked: boolean; readonly form: URLSearchParams }) => {
  const checked = form.get("notNames") === "yes";
  return asked || checked ? <Checkboxes name="notNames" items={[{ value: "yes", text: "This is not a name", checked }]} /> : null;
};
