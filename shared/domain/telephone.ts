/** A telephone number as it was read. */
export interface Telephone {
  /** With its country, without anything between the digits: `+447700900001`. */
  readonly number: string;
  /** Whether it can get text messages for certain: it is a mobile of the UK's numbering. */
  readonly texts: boolean;
}

/** Geographic and UK-wide numbers: ten digits after the 0, nine in a few places that begin with 1. */
const RUNG = /^(?:1\d{8,9}|[23]\d{9})$/;
/** Mobiles. 070 are personal numbers, and 076 pagers but for those of the Isle of Man. */
const MOBILE = /^7(?:[1-57-9]\d{8}|624\d{6})$/;
const ABROAD = /^(?!44)[1-9]\d{7,14}$/;

/**
 * Reads a telephone number in any spacing, with or without its country; undefined where it cannot be one, or costs the caller
 * more (numbers that begin with 08 or 09). Sources: Ofcom, National Telephone Numbering Plan; ITU-T E.164; what GOV.UK
 * Notify publishes of its recipients (alphagov/notifications-utils).
 */
export function readTelephone(given: string): Telephone | undefined {
  if (!/^[+()\d\s-]+$/.test(given) || given.lastIndexOf("+") > given.search(/\d/)) return undefined;
  const digits = given.replace(/\D/g, "");
  const abroad = given.includes("+") || digits.startsWith("00");
  const international = abroad ? digits.replace(/^00/, "") : digits;
  // A 0 is often kept between the country and the number: +44 (0)7700 900001.
  const local = international.startsWith("44") ? international.slice(2).replace(/^0/, "") : !abroad && digits.startsWith("0") ? digits.slice(1) : undefined;
  if (local !== undefined) return RUNG.test(local) || MOBILE.test(local) ? { number: `+44${local}`, texts: MOBILE.test(local) } : undefined;
  return abroad && ABROAD.test(international) ? { number: `+${international}`, texts: false } : undefined;
}

/** Whether a number can get text messages. */
export const canGetTexts = (given: string): boolean => readTelephone(given)?.texts ?? false;
