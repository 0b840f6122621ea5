/** All keys of ours begin so; then comes whose it is, and which form's. */
const PREFIX = "trellis-typed|";
/** How long nothing is typed before it is put aside, in milliseconds. */
const PAUSE_MS = 300;

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** What was typed in one form, and what the form was made from. */
interface Typed {
  readonly fields: readonly (readonly [string, readonly string[]])[];
  readonly seen: string | undefined;
  /** Whether it has gone to the server, and nothing has been heard of it yet. */
  readonly sent: boolean;
}

/** What is never put aside: codes, dates of birth, and whatever a page marks as secret. */
const isSecret = (field: Field): boolean =>
  field.dataset["secret"] !== undefined ||
  (field instanceof HTMLInputElement && ["hidden", "file", "password", "submit"].includes(field.type)) ||
  /^(one-time-code|bday)/.test(field.autocomplete);

const fieldsOf = (form: HTMLFormElement): readonly Field[] =>
  [...form.elements].filter(
    (one): one is Field =>
      (one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement) && one.name !== "" && !isSecret(one),
  );

const isTicked = (field: Field): field is HTMLInputElement => field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type);

/** What stands in a form now, by name. */
function valuesOf(form: HTMLFormElement): Typed["fields"] {
  const values = new Map<string, string[]>();
  for (const field of fieldsOf(form)) {
    const held = values.get(field.name) ?? [];
    if (!isTicked(field) || field.checked) held.push(field.value);
    values.set(field.name, held);
  }
  return [...values];
}

function fill(form: HTMLFormElement, fields: Typed["fields"]): void {
  const values = new Map(fields);
  for (const field of fieldsOf(form)) {
    const held = values.get(field.name);
    if (!held) continue;
    if (isTicked(field)) field.checked = held.includes(field.value);
    else field.value = held[0] ?? "";
  }
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
const seenIn = (form: HTMLFormElement) => form.querySelector<HTMLInputElement>('input[name="seen"]');

/** This tab's own store: closing the tab empties it, and no other site or tab reads it. Where it is switched off nothing is put aside. */
function store(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}

function read(kept: Storage, key: string): Typed | undefined {
  try {
    return JSON.parse(kept.getItem(key) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

const write = (kept: Storage, key: string, typed: Typed): void => {
  try {
    kept.setItem(key, JSON.stringify(typed));
  } catch {
    // Full: the page itself still has it.
  }
};

const ourKeys = (kept: Storage): readonly string[] =>
  Array.from({ length: kept.length }, (_, at) => kept.key(at) ?? "").filter((key) => key.startsWith(PREFIX));

/**
 * Puts aside in this tab what is typed in forms that say so, and fills it in again where it was not saved: after signing in again, an error, or leaving
 * the page. It goes when it is saved, when somebody signs out, and when another person signs in. `person`: a mark of whoever is signed in, if anybody is.
 */
export function keepTypedText(person: string | undefined): void {
  const kept = store();
  if (!kept) return;
  // Whoever is asked to sign in has saved nothing: it is theirs to send again.
  if (person === undefined) {
    for (const key of ourKeys(kept)) {
      const typed = read(kept, key);
      if (typed?.sent) write(kept, key, { ...typed, sent: false });
    }
    return;
  }
  const theirs = `${PREFIX}${person}|`;
  for (const key of ourKeys(kept)) if (!key.startsWith(theirs)) kept.removeItem(key);
  for (const form of document.querySelectorAll<HTMLFormElement>('form[action^="/sign-out"]'))
    form.addEventListener("submit", () => {
      for (const key of ourKeys(kept)) kept.removeItem(key);
    });
  // Wherever a form leads when it was saved, it is not its own page, or that page says that it was.
  const saved = new URLSearchParams(location.search).has("done");
  for (const key of ourKeys(kept)) {
    const typed = read(kept, key);
    const isHere = key === `${theirs}${location.pathname}`;
    if (typed?.sent && (saved || !isHere)) kept.removeItem(key);
    else if (typed?.sent) write(kept, key, { ...typed, sent: false });
  }
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-kept]")) keepForm(kept, form, `${theirs}${new URL(form.action).pathname}`);
}

function keepForm(kept: Storage, form: HTMLFormElement, key: string): void {
  const asShown = valuesOf(form);
  const before = read(kept, key);
  // After an error the page has what was typed already.
  const answered = document.querySelector(".govuk-error-summary") !== null;
  if (before && !answered && !same(before.fields, asShown)) putBack(kept, form, key, before);
  let waiting: number | undefined;
  const keep = (sent: boolean) => {
    clearTimeout(waiting);
    const fields = valuesOf(form);
    if (!sent && same(fields, asShown) && !answered) kept.removeItem(key);
    else write(kept, key, { fields, seen: seenIn(form)?.value, sent });
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => keep(false), PAUSE_MS);
  });
  form.addEventListener("submit", () => keep(true));
}

/** Fills in what was typed before, says so, and offers to take it out again. */
function putBack(kept: Storage, form: HTMLFormElement, key: string, { fields, seen }: Typed): void {
  const shown = valuesOf(form);
  const mark = seenIn(form);
  const now = mark?.value;
  fill(form, fields);
  // Where something else was saved meanwhile, saving this shows both.
  if (mark && seen !== undefined) mark.value = seen;
  const news = document.createElement("div");
  news.className = "govuk-inset-text";
  news.setAttribute("role", "status");
  form.before(news);
  const text = document.createElement("p");
  text.className = "govuk-body govuk-!-margin-bottom-1";
  text.textContent = "We have put back what you typed and did not save.";
  const clear = document.createElement("button");
  clear.type = "button";
  clear.className = "trellis-link-button";
  clear.textContent = "Go back to what is saved";
  clear.addEventListener("click", () => {
    fill(form, shown);
    if (mark && now !== undefined) mark.value = now;
    kept.removeItem(key);
    text.textContent = "This is what is saved.";
    clear.remove();
  });
  // Said once it is on the page, so that it is read out.
  window.setTimeout(() => news.append(text, clear));
}
