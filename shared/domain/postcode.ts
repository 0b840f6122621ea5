import { OUTCODE_REGEX, parse } from "postcode";

/** A postcode in its parts, normalised: `LE13 1GH`, `LE13 1`, `LE13`, `GH`. */
export interface Postcode {
  readonly postcode: string;
  readonly sector: string;
  readonly outcode: string;
  readonly unit: string;
}

/** Reads a full postcode in any spacing and case; undefined when it does not have a postcode's shape. */
export function readPostcode(text: string): Postcode | undefined {
  const parsed = parse(text.replace(/\s+/g, ""));
  if (!parsed.valid) return undefined;
  const { postcode, sector, outcode, unit } = parsed;
  return { postcode, sector, outcode, unit };
}

/** The readings of a text as part of a postcode, likeliest first. */
export interface PartialPostcode {
  readonly outcode: string;
  /** Present when a sector digit was given: `LE11 3`. */
  readonly sector?: string;
}

/**
 * Reads an outcode (`LE11`) or a sector (`LE11 3`) in any case and spacing. `LE113` can only be a
 * sector; `LE11` is an outcode or, where no such outcode is known, the sector `LE1 1`: both readings
 * are given and the caller knows which of them exists.
 */
export function readPartialPostcode(text: string): readonly PartialPostcode[] {
  const tidy = text.trim().toUpperCase().replace(/\s+/g, " ");
  const joined = tidy.replace(" ", "");
  const readings: PartialPostcode[] = [];
  if (OUTCODE_REGEX.test(joined) && !tidy.includes(" ")) readings.push({ outcode: joined });
  const sector = /^([A-Z]{1,2}\d[A-Z\d]?) ?(\d)$/.exec(tidy);
  if (sector?.[1] && OUTCODE_REGEX.test(sector[1])) {
    readings.push({ outcode: sector[1], sector: `${sector[1]} ${sector[2]}` });
  }
  return readings;
}

/** The parts that can be made out at the start of something typed like a postcode, for suggestions. */
export function postcodeBeginning(text: string): PartialPostcode | undefined {
  const joined = text.toUpperCase().replace(/[^A-Z0-9]/g, "");
  const full = /^([A-Z]{1,2}\d[A-Z\d]?)(\d)[A-Z\d]{0,3}$/.exec(joined);
  if (full?.[1] && joined.length >= 5) return { outcode: full[1], sector: `${full[1]} ${full[2]}` };
  const start = /^([A-Z]{1,2}\d[A-Z\d]?)/.exec(joined);
  return start?.[1] && joined.length <= 8 ? { outcode: start[1] } : undefined;
}
