import { createContext } from "preact";

/** What a page knows of the people that are saved: as far as the browser that asks carries it. */
export interface SavedOnPage {
  /** The listings of people saved. */
  readonly people: readonly string[];
  /** The address of this page: whoever saves somebody comes back to it. */
  readonly back: string;
}

/** Who is saved, for every part of a page. */
export const SavedContext = createContext<SavedOnPage | undefined>(undefined);

/** 'your 3 saved people', 'your saved person'. */
export const savedWords = (count: number): string => (count === 1 ? "your saved person" : `your ${count} saved people`);

/** Where a page comes back to when somebody is saved or removed on it. */
export const savedAnchor = (listing: string): string => `saved-${listing}`;

/**
 * Saves somebody, or says that they are saved and removes them: a form that needs no script and no account, the same for whoever looks.
 * Nothing on a page that does not know who is saved.
 */
export const SavePerson = ({ id, name }: { readonly id: string; readonly name: string }) => (
  <SavedContext.Consumer>
    {(saved) => {
      if (!saved) return null;
      const isSaved = saved.people.includes(id);
      return (
        <form class="trellis-save" action="/saved" method="post">
          {/* At the top of the card or row it stands in: whoever comes back sees whose it is. */}
          <span class="trellis-save-anchor" id={savedAnchor(id)} />
          <input type="hidden" name="back" value={saved.back} />
          <input type="hidden" name={isSaved ? "remove" : "save"} value={id} />
          {isSaved ? (
            <>
              <span>
                <strong>Saved.</strong>{" "}
                <a class="govuk-link" href="/saved">
                  View {savedWords(saved.people.length)}
                </a>
              </span>{" "}
              <button type="submit" class="trellis-link-button">
                Remove
                <span class="govuk-visually-hidden">
                  {" "}
                  <bdi>{name}</bdi> from your saved people
                </span>
              </button>
            </>
          ) : (
            <button type="submit" class="govuk-button govuk-button--secondary" data-module="govuk-button">
              Save
              <span class="govuk-visually-hidden">
                {" "}
                <bdi>{name}</bdi>
              </span>
            </button>
          )}
        </form>
      );
    }}
  </SavedContext.Consumer>
);
