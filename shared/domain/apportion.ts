/** Splits a double in two halves of 26 bits (Dekker), of which each product is exact. */
const SPLITTER = 2 ** 27 + 1;
const BUCKETS = 256;
/** The most that a total or a sum of weights may be: up to there every step below is exact. */
export const MOST_SHARED = 2 ** 50;

/** Room that one apportioning after the other uses again; it grows as it is needed. */
export interface ApportionRoom {
  weights: Float64Array;
  shares: Float64Array;
  remainders: Float64Array;
  readonly counts: Int32Array;
}

/** Room for so many weights. */
export const apportionRoom = (size = 1024): ApportionRoom => ({
  weights: new Float64Array(size),
  shares: new Float64Array(size),
  remainders: new Float64Array(size),
  counts: new Int32Array(BUCKETS + 1),
});

/** Makes room for so many weights, and keeps none of those before. */
export function makeRoom(room: ApportionRoom, size: number): void {
  if (room.weights.length >= size) return;
  const { weights, shares, remainders } = apportionRoom(2 ** Math.ceil(Math.log2(size)));
  Object.assign(room, { weights, shares, remainders });
}

/**
 * Splits a whole total over whole weights by largest remainder (Hamilton): each share is its exact quota rounded down, and what is left goes one by one
 * to the largest remainders, of equal ones to the first. So the shares are whole, sum to the total to the last unit, and none is a unit or more away from
 * its quota; weight 0 gets nothing. Exact, with no rounding of the quotas: quotient and remainder of products beyond 2^53 are found from the two halves of each
 * (T. J. Dekker, "A floating-point technique for extending the available precision", Numerische Mathematik 18, 1971). Where all weights are 0 there are no
 * shares. Throws where a figure is not a whole number of 0 or more, or beyond `MOST_SHARED`.
 */
export function apportion(total: number, weights: readonly number[]): readonly number[] {
  const room = apportionRoom(Math.max(1, weights.length));
  let sum = 0;
  for (const [at, weight] of weights.entries()) {
    if (!Number.isSafeInteger(weight) || weight < 0) throw new RangeError("Weights are whole numbers of 0 or more");
    room.weights[at] = weight;
    sum += weight;
  }
  if (sum === 0) return weights.map(() => 0);
  apportionIn(room, total, weights.length, sum);
  return [...room.shares.subarray(0, weights.length)];
}

/** `apportion` over the first `count` weights of a room, whose sum is given and more than 0: the shares stand in the room. */
export function apportionIn(room: ApportionRoom, total: number, count: number, sum: number): void {
  if (!(total >= 0 && total <= MOST_SHARED && sum <= MOST_SHARED && Number.isInteger(total)))
    throw new RangeError(`Cannot share ${total} over weights of ${sum}`);
  const { weights, shares, remainders, counts } = room;
  const totalHigh = upper(total);
  const totalLow = total - totalHigh;
  const sumHigh = upper(sum);
  const sumLow = sum - sumHigh;
  const perWeight = total / sum;
  const toBucket = BUCKETS / sum;
  counts.fill(0);
  let left = total;
  for (let at = 0; at < count; at += 1) {
    const weight = weights[at] ?? 0;
    let share = Math.floor(weight * perWeight);
    // total * weight and share * sum, each as a product and what rounding took of it: their difference is the remainder, exactly.
    const product = total * weight;
    const weightHigh = upper(weight);
    const weightLow = weight - weightHigh;
    const lost = totalLow * weightLow - (product - totalHigh * weightHigh - totalLow * weightHigh - totalHigh * weightLow);
    const back = share * sum;
    const shareHigh = upper(share);
    const shareLow = share - shareHigh;
    const lostBack = sumLow * shareLow - (back - sumHigh * shareHigh - sumLow * shareHigh - sumHigh * shareLow);
    let remainder = product - back + (lost - lostBack);
    while (remainder < 0) {
      share -= 1;
      remainder += sum;
    }
    while (remainder >= sum) {
      share += 1;
      remainder -= sum;
    }
    shares[at] = share;
    remainders[at] = remainder;
    left -= share;
    const bucket = Math.floor(remainder * toBucket);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  if (left > 0) handOut(room, count, left, toBucket);
}

/** The upper 26 bits of a double. */
function upper(value: number): number {
  const spread = SPLITTER * value;
  return spread - (spread - value);
}

/** One unit more to each of the `left` largest remainders, of equal ones to the first: whole buckets from the top, and of the last one those that are largest. */
function handOut({ shares, remainders, counts }: ApportionRoom, count: number, left: number, toBucket: number): void {
  let bucket = BUCKETS;
  let above = 0;
  while (above + (counts[bucket] ?? 0) < left) {
    above += counts[bucket] ?? 0;
    bucket -= 1;
  }
  const among: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const here = Math.floor((remainders[at] ?? 0) * toBucket);
    if (here > bucket) shares[at] = (shares[at] ?? 0) + 1;
    else if (here === bucket) among.push(at);
  }
  const wanted = left - above;
  // A stable sort: of equal remainders the first stays first.
  if (wanted < among.length) among.sort((a, b) => (remainders[b] ?? 0) - (remainders[a] ?? 0));
  for (const at of among.slice(0, wanted)) shares[at] = (shares[at] ?? 0) + 1;
}
