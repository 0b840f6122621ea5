import { milesBetween, type Point } from "../domain/geo.ts";
import { councilCodes, councilPolicy } from "../policy/council.ts";
import { comparable } from "./place-names.ts";

/** A council that the directory serves, as far as places go. */
export interface ServedCouncil {
  readonly name: string;
  readonly districts: readonly string[];
  readonly home: Point & { readonly miles: number };
}

/** Every council there is a policy of. */
export const servedCouncils = (): readonly ServedCouncil[] =>
  councilCodes.map((code) => {
    const { name, districts, home } = councilPolicy(code);
    return { name, districts, home };
  });

/** Unitary authorities, metropolitan districts and London boroughs answer for social care themselves. Source: ONS, register of geographic codes. */
const ANSWERS_ITSELF = /^E0[689]/;

/** The council (GSS code) that answers for social care in a district: as a file said, as our policy has it, or the district itself; undefined where nothing says. */
export function councilsByDistrict(imported: Readonly<Record<string, { readonly council: string }>>): (district: string) => string | undefined {
  const served = new Map(councilCodes.flatMap((code) => councilPolicy(code).districts.map((district) => [district, code] as const)));
  return (district) => imported[district]?.council ?? served.get(district) ?? (ANSWERS_ITSELF.test(district) ? district : undefined);
}

/** How far somebody is from where a council is, in miles; 0 within it. */
export const milesOutside = (point: Point, councils: readonly ServedCouncil[]): number =>
  Math.min(...councils.map(({ home }) => Math.max(0, milesBetween(point.lat, point.lon, home.lat, home.lon) - home.miles)), Number.POSITIVE_INFINITY);

/** What is known of where somebody is. */
export interface Whereabouts extends Point {
  readonly district?: string | undefined;
  readonly county?: string | undefined;
}

/** The council that serves somewhere: by district, otherwise by the county's name, otherwise by where it is; undefined outside every council. */
export function councilFor({ district, county, lat, lon }: Whereabouts, councils: readonly ServedCouncil[]): ServedCouncil | undefined {
  if (district !== undefined) return councils.find(({ districts }) => districts.includes(district));
  if (county) return councils.find(({ name }) => comparable(name) === comparable(county));
  return councils.find(({ home }) => milesBetween(lat, lon, home.lat, home.lon) <= home.miles);
}
