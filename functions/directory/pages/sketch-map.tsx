import { milesWords } from "../../../shared/pages/listing-words.ts";
import type { SearchAnswer } from "../search/search.ts";
import { type SearchState, searchUrl } from "./search-url.ts";
import { CIRCLE, SKETCH_SIZE, sketchOf, type Town } from "./sketch.ts";

const MIDDLE = SKETCH_SIZE / 2;
/** Four strokes around the middle, so that a number may stand in it. */
const [NEAR, STROKE] = [CIRCLE + 3, 9];
const CROSS = `M${MIDDLE - NEAR} ${MIDDLE}h${-STROKE}M${MIDDLE + NEAR} ${MIDDLE}h${STROKE}M${MIDDLE} ${MIDDLE - NEAR}v${-STROKE}M${MIDDLE} ${MIDDLE + NEAR}v${STROKE}`;

interface SketchMapProps {
  readonly answer: SearchAnswer;
  readonly state: SearchState;
  /** Places to find one's way by, where the map is wanted. */
  readonly towns: readonly Town[];
}

/** A picture of how far away people are, for those who would rather look; all of it is in the list, too. One link shows it and one hides it. */
export function SketchMap({ answer: { near, areas = [] }, state, towns }: SketchMapProps) {
  if (!state.map)
    return (
      <p class="govuk-body trellis-map-switch">
        <a class="govuk-link" href={`${searchUrl({ ...state, map: true })}#map`}>
          Show a sketch map
        </a>
      </p>
    );
  const sketch = sketchOf(near, areas, towns);
  return (
    <figure class="trellis-map" id="map">
      <svg viewBox={`0 0 ${SKETCH_SIZE} ${SKETCH_SIZE}`} role="img" aria-labelledby="map-title">
        <title id="map-title">Sketch map of how far away the people are who can come to {near.label}</title>
        {sketch.rings.map(({ miles, radius, label }) => (
          <>
            <circle class="trellis-map__ring" cx={MIDDLE} cy={MIDDLE} r={radius} />
            {label ? (
              <text class="trellis-map__miles" x={label.x} y={label.y + 5}>
                {milesWords(miles)}
              </text>
            ) : null}
          </>
        ))}
        {sketch.towns.map(({ x, y, name }) => (
          <text class="trellis-map__town" x={x} y={y + 5}>
            {name}
          </text>
        ))}
        {sketch.circles.map(({ x, y, people }) => (
          <>
            <circle class="trellis-map__sector" cx={x} cy={y} r={CIRCLE} />
            <text class="trellis-map__people" x={x} y={y + 5}>
              {people}
            </text>
          </>
        ))}
        <path class="trellis-map__middle" d={CROSS} />
      </svg>
      <figcaption class="govuk-body-s">
        The cross is {near.label}. Each circle is the middle of one or more postcode areas, not a home. The number in it is how many people are based around
        there. The list below says how far away each person is.
      </figcaption>
      <p class="govuk-body trellis-map-switch">
        <a class="govuk-link" href={searchUrl({ ...state, map: false })}>
          Hide the sketch map
        </a>
      </p>
    </figure>
  );
}
