export type PhotoSize = "small" | "large";

/** Where a listing's picture is on our own address: another photo has another name. */
export const photoPath = (name: string, size: PhotoSize): string => `/photos/${name}-${size}.jpg`;

/** What such an address asks for; undefined where it is none. */
export function photoAsked(file: string): { readonly name: string; readonly size: PhotoSize } | undefined {
  const [, name = "", size] = /^([\w-]{1,64})-(small|large)\.jpg$/.exec(file) ?? [];
  return size === "small" || size === "large" ? { name, size } : undefined;
}
