import type { CouncilMap, MapShape } from "../../../shared/geography/census.ts";

/** How an area is shaded: 1 is the palest of four classes, 4 the darkest. */
export type Shade = 1 | 2 | 3 | 4;

interface AreaMapProps {
  readonly map: CouncilMap;
  /** Undefined where there is nothing to say of an area: it is hatched. */
  readonly shade: (code: string) => Shade | undefined;
  /** Where a click on an area leads. */
  readonly href: (code: string) => string;
}

/** Areas so large, in square units of the map, have their class as a number in them. */
const NUMBERED = 900;
/** Shades so dark that what is written on them is white. */
const DARK: Shade = 3;
/** Lengths that a scale may be, in miles. */
const LENGTHS = [1, 2, 5, 10, 20] as const;
const LONGEST_SCALE = 220;
const ROOM_BELOW = 50;
/** Nearer to an edge than half of it is long, a name would be cut off. */
const HALF_A_LETTER = 7;

/**
 * Areas of a council, shaded by class. It is for those who would rather look: assistive technology is not told of it, the keyboard passes it by, and all that it says stands
 * in the table beside it. Its class stands in every area that has room, so that nothing is said by shade alone.
 */
export function AreaMap({ map, shade, href }: AreaMapProps) {
  const { width, height, areas, borders, towns } = map;
  const numbered = areas.flatMap((area) => {
    const of = shade(area.code);
    return of === undefined || area.size < NUMBERED ? [] : [{ ...area, of }];
  });
  return (
    <svg class="trellis-areas" viewBox={`0 0 ${width} ${height + ROOM_BELOW}`} aria-hidden="true" focusable="false">
      {areas.some(({ code }) => shade(code) === undefined) ? <Hatching /> : null}
      {byShade(areas, shade).map(([of, shapes]) => (
        <g {...(of === undefined ? { fill: `url(#${HATCHING})` } : { class: `s${of}` })}>
          {shapes.map(({ code, path }) => (
            <a href={href(code)} tabindex={-1}>
              <path d={path} />
            </a>
          ))}
        </g>
      ))}
      {borders === "" ? null : <path class="districts" d={borders} />}
      <Numbers areas={numbered.filter(({ of }) => of < DARK)} />
      <Numbers areas={numbered.filter(({ of }) => of >= DARK)} dark />
      {towns.map(({ name, x, y }) => (
        <text class={x < name.length * HALF_A_LETTER ? "town from" : x > width - name.length * HALF_A_LETTER ? "town to" : "town"} x={x} y={y + 8}>
          {name}
        </text>
      ))}
      <Scale map={map} />
    </svg>
  );
}

const HATCHING = "area-without";

/** What fills areas of which nothing is known. Named where it fills: a style sheet would look for it in itself. */
const Hatching = () => (
  <pattern id={HATCHING} width="10" height="10" patternUnits="userSpaceOnUse">
    <path class="hatch" d="M-2 2l4-4M0 10L10 0M8 12l4-4" />
  </pattern>
);

/** Areas by their shade, those without any first: one group for each says what is alike. */
function byShade(areas: readonly MapShape[], shade: AreaMapProps["shade"]): readonly (readonly [Shade | undefined, readonly MapShape[]])[] {
  return [...Map.groupBy(areas, ({ code }) => shade(code))].toSorted(([a = 0], [b = 0]) => a - b);
}

/** The digits of some areas: one text, each of whose letters has its own place. */
function Numbers({ areas, dark = false }: { readonly areas: readonly (MapShape & { readonly of: Shade })[]; readonly dark?: boolean }) {
  if (areas.length === 0) return null;
  return (
    <text class={dark ? "number dark" : "number"} x={areas.map(({ x }) => x).join(" ")} y={areas.map(({ y }) => y + 7).join(" ")}>
      {areas.map(({ of }) => of).join("")}
    </text>
  );
}

/** How long some miles are on the map: the longest of some round lengths that fits. */
function Scale({ map: { unitsAMile, height } }: Pick<AreaMapProps, "map">) {
  const miles = LENGTHS.findLast((length) => length * unitsAMile <= LONGEST_SCALE) ?? LENGTHS[0];
  const units = Math.round(miles * unitsAMile);
  return (
    <>
      <path class="scale" d={`M2 ${height + 20}v12h${units}v-12`} />
      <text class="miles" x={units + 12} y={height + 36}>
        {miles === 1 ? "1 mile" : `${miles} miles`}
      </text>
    </>
  );
}

interface AreaMapLegendProps {
  /** What each shade stands for, the palest first. */
  readonly classes: readonly { readonly shade: Shade; readonly words: string }[];
  /** What areas without a shade are. */
  readonly none: string;
}

/** What the shades of a map mean, in words, each with its number. */
export const AreaMapLegend = ({ classes, none }: AreaMapLegendProps) => (
  <ul class="trellis-areas-legend govuk-body-s">
    {classes.map(({ shade, words }) => (
      <li>
        <span class={`s${shade}`} aria-hidden="true">
          {shade}
        </span>
        {words}
      </li>
    ))}
    <li>
      <span class="none" aria-hidden="true" />
      {none}
    </li>
  </ul>
);
