// What scripts add to pages that work without them: focus on the error summary and the skip link's
// target, a menu button on small screens, a warning before a session nobody uses is over, and a word
// before a file is sent that is too large, counts that move as filters are ticked, what was typed put
// back where it was not saved, a file's check waited for, and fields shown that belong to a choice.
import { createAll, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink } from "govuk-frontend";
import { keepCounting } from "./counts.ts";
import { warnBeforeIdleEnd } from "./idle.ts";
import { revealChosen } from "./reveal.ts";
import { keepTypedText } from "./typed-text.ts";
import { checkBeforeSending } from "./upload.ts";
import { waitForCheck } from "./wait.ts";

for (const component of [ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink]) createAll(component);

const person = document.querySelector<HTMLElement>("[data-idle-minutes]");
if (person) warnBeforeIdleEnd(person, Number(person.dataset["idleMinutes"]));

keepTypedText(person?.dataset["person"]);
// After what was typed is put back: a choice may be among it.
revealChosen();

const waiting = document.querySelector<HTMLElement>("[data-waits]");
if (waiting) waitForCheck(waiting, document.querySelector<HTMLElement>("#file-news"));

const upload = document.querySelector<HTMLFormElement>("form[data-largest]");
if (upload) checkBeforeSending(upload, Number(upload.dataset["largest"]));

const filters = document.querySelector<HTMLFormElement>("form.trellis-filters");
if (filters) keepCounting(filters);
