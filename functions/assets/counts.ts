/** How long nothing is ticked before the counts are asked for, in milliseconds: people tick several boxes in a row. */
const PAUSE_MS = 400;

/** What is used of the API's answer to a search. */
interface Counted {
  readonly total: number;
  readonly facets: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/**
 * Moves the counts of a filter form as boxes are ticked, and says on its button how many people it would show. The form
 * works without: where the counts cannot be had, the button says no number, which is what it says without scripts.
 */
export function keepCounting(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLButtonElement>(".trellis-apply button");
  const status = form.querySelector<HTMLElement>(".trellis-apply [role=status]");
  if (!button || !status) return;
  let waiting: number | undefined;
  let asking: AbortController | undefined;

  const say = (total: number | undefined) => {
    button.textContent =
      total === undefined
        ? "Show people"
        : total === 0
          ? "No one: show who is close"
          : `Show ${total.toLocaleString("en-GB")} ${total === 1 ? "person" : "people"}`;
  };
  const ask = async () => {
    asking = new AbortController();
    const { signal } = asking;
    const query = new URLSearchParams({ limit: "1" });
    for (const [name, value] of new FormData(form)) if (typeof value === "string" && value !== "") query.append(name, value);
    try {
      const response = await fetch(`/api/search?${query}`, { signal });
      if (!response.ok) return;
      const { total, facets }: Counted = await response.json();
      say(total);
      status.textContent = total === 0 ? "No one matches" : `${total} ${total === 1 ? "person matches" : "people match"}`;
      for (const place of form.querySelectorAll<HTMLElement>("[data-count]")) {
        const [facet = "", code = ""] = (place.dataset["count"] ?? "").split(":");
        place.textContent = `(${(facets[facet]?.[code] ?? 0).toLocaleString("en-GB")})`;
      }
    } catch {
      // Asked anew, or out of reach: the button says no number until it is known again.
    }
  };
  const changed = () => {
    asking?.abort();
    clearTimeout(waiting);
    say(undefined);
    waiting = window.setTimeout(ask, PAUSE_MS);
  };
  say(Number(form.dataset["total"]));
  form.addEventListener("change", changed);
  // The back button brings what was ticked, and not the counts that went with it.
  window.addEventListener("pageshow", () => {
    const moved = [...form.elements].some(
      (field) => field instanceof HTMLInputElement && (field.checked !== field.defaultChecked || field.value !== field.defaultValue),
    );
    if (moved) changed();
  });
}
