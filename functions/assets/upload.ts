/**
 * Says at once that a file is too large, where the store it goes to would answer a page of code. Nothing is sent
 * then, and what is on the page stays.
 */
export function checkBeforeSending(form: HTMLFormElement, largestBytes: number): void {
  const input = form.querySelector<HTMLInputElement>("input[type=file]");
  const group = input?.closest(".govuk-form-group");
  if (!input || !group) return;

  const say = (text: string): void => {
    form.querySelector("#file-error")?.remove();
    group.classList.toggle("govuk-form-group--error", text !== "");
    input.setAttribute("aria-describedby", text === "" ? "file-hint" : "file-hint file-error");
    if (text === "") return;
    const message = document.createElement("p");
    message.id = "file-error";
    message.className = "govuk-error-message";
    message.setAttribute("role", "alert");
    message.textContent = text;
    input.before(message);
  };

  const wrong = (): string => {
    const [file] = input.files ?? [];
    if (!file) return "Choose a file first";
    if (file.size === 0) return "The file is empty. Choose another";
    return file.size > largestBytes
      ? `The file is larger than ${Math.floor(largestBytes / 1024 / 1024)} MB. Choose a smaller one, or take a picture with lower quality`
      : "";
  };

  input.addEventListener("change", () => say(wrong()));
  form.noValidate = true;
  form.addEventListener("submit", (event) => {
    const text = wrong();
    say(text);
    if (text === "") return;
    event.preventDefault();
    input.focus();
  });
}
