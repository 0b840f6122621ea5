import { cosine, milesBetween, type Point } from "../../../shared/domain/geo.ts";

/** How wide and high a sketch is, in its units. */
export const SKETCH_SIZE = 400;
const MIDDLE = SKETCH_SIZE / 2;
/** How far from the middle anything stands: circles and names have room around it. */
const REACH = 165;
const MILES_A_DEGREE = 69.09;
const RING_STEPS_MILES = [0.5, 1, 2, 5, 10, 20];
const MOST_RINGS = 4;
const MOST_TOWNS = 8;
/** How large a circle is: a number of three digits has room in it. */
export const CIRCLE = 15;
/** Areas whose circles would touch are drawn as one. */
const APART = 2 * CIRCLE + 2;
/** Roughly how wide a letter of a name is, and how high a line. */
const LETTER = 7.5;
const LINE = 18;
const MILES_WIDTH = 62;

/** A named place to find one's way by. */
export interface Town extends Point {
  readonly name: string;
  readonly people: number;
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** What a sketch map shows, in its units from the top left; north is up. */
export interface Sketch {
  /** Circles of equal distance around the middle. */
  readonly rings: readonly {
    readonly miles: number;
    readonly radius: number /** Where its miles are said, where there is room. */;
    readonly label: Spot | undefined;
  }[];
  /** Postcode areas, those close together as one at the largest of them, and how many people are based there. */
  readonly circles: readonly (Spot & { readonly people: number })[];
  readonly towns: readonly (Spot & { readonly name: string })[];
}

/**
 * Draws where people are based around a place: each at the public point of their postcode sector, never nearer to their home.
 * The scale is taken from who is furthest away. Names of towns that would cover another, or a circle, are left out; larger towns come first.
 */
export function sketchOf(middle: Point, areas: readonly Point[], towns: readonly Town[]): Sketch {
  const away = ({ lat, lon }: Point): number => milesBetween(middle.lat, middle.lon, lat, lon);
  const furthest = Math.max(RING_STEPS_MILES[0] ?? 1, ...areas.map(away));
  const scale = REACH / furthest;
  const spotOf = ({ lat, lon }: Point): Spot => ({
    x: round(MIDDLE + (lon - middle.lon) * cosine(middle.lat) * MILES_A_DEGREE * scale),
    y: round(MIDDLE - (lat - middle.lat) * MILES_A_DEGREE * scale),
  });
  const step = RING_STEPS_MILES.find((miles) => furthest / miles <= MOST_RINGS) ?? furthest / MOST_RINGS;
  const circles = together(
    [...Map.groupBy(areas, ({ lat, lon }) => `${lat} ${lon}`).values()].flatMap((group) => {
      const [first] = group;
      return first ? [{ ...spotOf(first), people: group.length }] : [];
    }),
  );
  const taken = [boxAt({ x: MIDDLE, y: MIDDLE }, CIRCLE, CIRCLE), ...circles.map((spot) => boxAt(spot, 2 * CIRCLE, 2 * CIRCLE))];
  const rings = Array.from({ length: Math.floor(furthest / step) }, (_, index) => {
    const miles = step * (index + 1);
    const radius = round(miles * scale);
    const onRing = [
      { x: MIDDLE, y: MIDDLE - radius },
      { x: MIDDLE, y: MIDDLE + radius },
      { x: MIDDLE + radius, y: MIDDLE },
      { x: MIDDLE - radius, y: MIDDLE },
    ];
    return { miles, radius, label: placed(taken, onRing, MILES_WIDTH) };
  });
  const near = towns.filter((town) => away(town) * scale < SKETCH_SIZE);
  return { rings, circles, towns: namesThatFit(near, spotOf, taken) };
}

const round = (units: number): number => Math.round(units * 10) / 10;

/** Circles none of which touches another. */
function together(spots: readonly (Spot & { readonly people: number })[]): Sketch["circles"] {
  const circles: (Spot & { people: number })[] = [];
  for (const spot of [...spots].sort((a, b) => b.people - a.people || a.x - b.x || a.y - b.y)) {
    const near = circles.find(({ x, y }) => Math.hypot(x - spot.x, y - spot.y) < APART);
    if (near) near.people += spot.people;
    else circles.push({ ...spot });
  }
  return circles;
}

/** Where a text of some width may stand: at its place, or below, above, right or left of a circle that is there. */
const besides = ({ x, y }: Spot, width: number): readonly Spot[] => {
  const [across, down] = [CIRCLE + width / 2 + 2, CIRCLE + LINE / 2 + 1];
  return [
    { x, y },
    { x, y: y + down },
    { x, y: y - down },
    { x: x + across, y },
    { x: x - across, y },
  ];
};

/** Takes the first of some places where a text is inside the frame and over nothing else; none where there is no such place. */
function placed(taken: Box[], spots: readonly Spot[], width: number): Spot | undefined {
  for (const spot of spots) {
    const box = boxAt(spot, width, LINE);
    const inside = box.left >= 0 && box.right <= SKETCH_SIZE && box.top >= 0 && box.bottom <= SKETCH_SIZE;
    if (!inside || taken.some((other) => overlaps(box, other))) continue;
    taken.push(box);
    return { x: round(spot.x), y: round(spot.y) };
  }
  return undefined;
}

function namesThatFit(towns: readonly Town[], spotOf: (point: Point) => Spot, taken: Box[]): Sketch["towns"] {
  const shown: (Spot & { name: string })[] = [];
  for (const { name, ...town } of [...towns].sort((a, b) => b.people - a.people || (a.name < b.name ? -1 : 1))) {
    if (shown.length === MOST_TOWNS) break;
    const width = name.length * LETTER;
    const spot = placed(taken, besides(spotOf(town), width), width);
    if (spot) shown.push({ ...spot, name });
  }
  return shown;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const boxAt = ({ x, y }: Spot, width: number, height: number): Box => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
});
const overlaps = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
