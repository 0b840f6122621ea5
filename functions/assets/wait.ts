/** How often the page asks whether a file was checked, in milliseconds, and how often at most: two minutes. */
const EVERY_MS = 2000;
const MOST_TRIES = 60;

/** A page of ours as a document, without running anything in it; undefined where it cannot be had. */
const pageAt = (address: string): Promise<Document | undefined> =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.addEventListener("loadend", () => resolve(request.status === 200 ? (request.responseXML ?? undefined) : undefined));
    request.send();
  });

/**
 * Waits for the check of a file and puts what became of it in place, without the page being loaded anew: what was chosen or typed beside it stays.
 * It is said in `news`. After two minutes it stops and says so; the page's own link still asks.
 */
export function waitForCheck(waiting: HTMLElement, news: HTMLElement | null): void {
  const address = waiting.dataset["waits"] ?? location.href;
  let tries = 0;
  const say = (text: string) => {
    if (news) news.textContent = text;
  };
  const look = async (): Promise<void> => {
    tries += 1;
    const fresh = (await pageAt(address))?.getElementById(waiting.id);
    if (fresh && fresh.dataset["waits"] === undefined) {
      const hadFocus = waiting.contains(document.activeElement);
      const found = document.importNode(fresh, true);
      waiting.replaceWith(found);
      if (hadFocus) found.focus();
      say(found.textContent?.trim().replace(/\s+/g, " ") ?? "");
    } else if (tries < MOST_TRIES) window.setTimeout(look, EVERY_MS);
    else say("This is taking longer than usual. Select Refresh to check again.");
  };
  say("We are checking your file.");
  window.setTimeout(look, EVERY_MS);
}
