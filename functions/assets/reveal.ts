const HIDDEN = /^(govuk-(?:radios|checkboxes))__conditional$/;

/**
 * Shows what belongs to a choice while it is chosen, and nothing of the others; without scripts all of it stands there. Says nothing of it to a screen
 * reader that a radio button may not say (`aria-expanded`): what is shown comes next.
 */
export function revealChosen(): void {
  const sync = () => {
    for (const input of document.querySelectorAll<HTMLInputElement>("input[data-aria-controls]")) {
      const part = document.getElementById(input.dataset["ariaControls"] ?? "");
      for (const name of part?.classList ?? []) {
        const [, kind] = HIDDEN.exec(name) ?? [];
        if (kind) part?.classList.toggle(`${kind}__conditional--hidden`, !input.checked);
      }
    }
  };
  document.addEventListener("change", sync);
  window.addEventListener("pageshow", sync);
  sync();
}
