import { pounds } from "../../../shared/domain/money.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import { inWords } from "./words.ts";

/** What only machines need: references, hashes and versions. The file has it. */
const MACHINE = /^(id|case|owner|account|listing|person|of|origin|digest|sha256|hash|\w+Hash|key|version|notifyId|checklist|schemaVersion|etag|areas?)$/;

/** Fields whose name alone would not say what they are. */
const LABELS: Readonly<Record<string, string>> = {
  authority: "Council",
  displayName: "Name",
  postcode: "Postcode (not public)",
  lat: "Latitude (not public)",
  lon: "Longitude (not public)",
  ratePence: "Price an hour",
  hoursFree: "Hours available a week",
  hours: "Hours a week",
  arranged: "agreed with people",
  offered: "offered in all",
  said: "as first given to us",
  accreditedOn: "Accredited on",
  accreditedUntil: "Accredited until",
  providerType: "Kind of provider",
  files: "File",
  name: "Name",
};

const labelOf = (name: string): string => LABELS[name] ?? inWords(name.replace(/(Pence|At|On)$/, (end) => (end === "Pence" ? "" : ` ${end.toLowerCase()}`)));

/** A stored value as people say it: days, money, councils and codes. */
function sayingOf(name: string, value: unknown): string {
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number") return name.endsWith("Pence") ? pounds(value) : String(value);
  const text = String(value);
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)) return dateWords(text);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return longDate(text);
  if (text.startsWith("data:image/")) return "A picture. It is in the file you can download.";
  if (name === "authority") return councilWords(text);
  return /^[a-z]+(-[a-z]+)+$/.test(text) ? inWords(text) : text;
}

/** Everything a record says of a person, one fact a line, however deep it stands, without what only machines need. */
export function factsOf(value: unknown, path: readonly string[] = []): readonly (readonly [string, string])[] {
  const name = path.at(-1) ?? "";
  if (value === undefined || value === null || MACHINE.test(name)) return [];
  const label = [...new Set(path.map(labelOf))].join(", ");
  if (Array.isArray(value) && value.every((one) => typeof one !== "object"))
    return value.length > 0 ? [[label, value.map((one) => sayingOf(name, one)).join(", ")]] : [];
  if (typeof value === "object") return Object.entries(value).flatMap(([inner, one]) => factsOf(one, /^\d+$/.test(inner) ? path : [...path, inner]));
  return [[label, sayingOf(name, value)]];
}
