/** Pixels as decoders give them: four bytes each (red, green, blue, alpha), row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** Where an upright picture's pixels are in one that is stored otherwise: pixel (x, y) is number `first + x * right + y * down`. */
export interface Upright {
  readonly width: number;
  readonly height: number;
  readonly first: number;
  readonly right: number;
  readonly down: number;
}

/**
 * How a picture of this size is held upright, by its EXIF orientation: which side its first row and its first column are on.
 * Source: Exif 2.32, 4.6.4, tag 0x0112.
 */
export function uprightOf(width: number, height: number, orientation: number): Upright {
  const lastRow = (height - 1) * width;
  const last = lastRow + width - 1;
  const as = (first: number, right: number, down: number): Upright => ({ width, height, first, right, down });
  const turned = (first: number, right: number, down: number): Upright => ({ width: height, height: width, first, right, down });
  switch (orientation) {
    case 2:
      return as(width - 1, -1, width);
    case 3:
      return as(last, -1, -width);
    case 4:
      return as(lastRow, 1, -width);
    case 5:
      return turned(0, width, 1);
    case 6:
      return turned(lastRow, -width, 1);
    case 7:
      return turned(last, -width, -1);
    case 8:
      return turned(width - 1, width, -1);
    default:
      return as(0, 1, width);
  }
}

/** A square in an upright picture. */
export interface Square {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** The largest square of a picture: its middle from left to right; of one that is higher than wide, a third of the rest above it, for faces are rarely in the middle. */
export function squareIn(width: number, height: number): Square {
  const side = Math.min(width, height);
  return { x: Math.floor((width - side) / 2), y: Math.floor((height - side) / 3), side };
}

/** The first pixel, and the one behind the last, that a pixel of a smaller side is made of: every pixel has at least one. */
export function coveredBy(pixel: number, pixels: number, side: number): readonly [number, number] {
  const from = Math.floor((pixel * side) / pixels);
  return [from, Math.max(from + 1, Math.floor(((pixel + 1) * side) / pixels))];
}

/**
 * The square of a picture, upright, `pixels` wide: each pixel the mean of those it stands for, on white where the picture can be
 * seen through. Nothing but colours comes out of it. A smaller picture is made larger by repeating its pixels.
 */
export function drawnSquare({ width, height, data }: Pixels, orientation: number, pixels: number): Pixels {
  const { first, right, down, ...upright } = uprightOf(width, height, orientation);
  const { x, y, side } = squareIn(upright.width, upright.height);
  const drawn = new Uint8ClampedArray(pixels * pixels * 4);
  for (let row = 0; row < pixels; row += 1) {
    const [top, bottom] = coveredBy(row, pixels, side);
    for (let column = 0; column < pixels; column += 1) {
      const [left, end] = coveredBy(column, pixels, side);
      let [red, green, blue] = [0, 0, 0];
      for (let v = y + top; v < y + bottom; v += 1) {
        let at = (first + (x + left) * right + v * down) * 4;
        for (let u = left; u < end; u += 1) {
          const alpha = data[at + 3] ?? 0;
          const white = 255 * (255 - alpha);
          red += (data[at] ?? 0) * alpha + white;
          green += (data[at + 1] ?? 0) * alpha + white;
          blue += (data[at + 2] ?? 0) * alpha + white;
          at += right * 4;
        }
      }
      const weight = (bottom - top) * (end - left) * 255;
      const to = (row * pixels + column) * 4;
      drawn[to] = red / weight;
      drawn[to + 1] = green / weight;
      drawn[to + 2] = blue / weight;
      drawn[to + 3] = 255;
    }
  }
  return { width: pixels, height: pixels, data: drawn };
}
