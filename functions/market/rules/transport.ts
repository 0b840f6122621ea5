/** Somebody who has something for places of several kinds. */
export interface Supplier {
  /** Whole, 0 or more. */
  readonly amount: number;
  /** Kinds it can serve, ascending. */
  readonly kinds: readonly number[];
  /** Places it reaches, a bit each. */
  readonly reach: Uint32Array;
}

/** How much can be placed at best, and why not more. */
export interface Placed {
  readonly placed: number;
  /** What is needed and cannot be served, however the rest is shared out. */
  readonly short: number;
  /** The smallest set of needs (kind * places + place) of which exactly so much cannot be served by all who serve any of it. Ascending. */
  readonly cut: readonly number[];
  /** The suppliers, by their places in the list, who serve any of that set: ascending. */
  readonly serving: readonly number[];
}

/** What flows to one need, and from whom. */
interface Inflow {
  readonly from: number[];
  readonly amount: number[];
}

const lowest = (bits: number): number => 31 - Math.clz32(bits & -bits);

/**
 * The most that suppliers can place, by maximum flow: blocking flows in layers (E. A. Dinic, "Algorithm for solution of a problem of maximum flow in a network
 * with power estimation", Soviet Mathematics Doklady 11, 1970). Whom a supplier can serve is a plane of bits and its edges are never written down, so a
 * search of all of them is a few words a supplier. The cut is the needs that still reach the sink in the residual network, the smallest of all minimum cuts
 * (L. R. Ford and D. R. Fulkerson, "Flows in Networks", 1962). `needs` holds, kind after kind, what each place needs.
 */
export function placeAtBest(places: number, needs: Float64Array, suppliers: readonly Supplier[]): Placed {
  const words = Math.ceil(places / 32);
  const kinds = needs.length / places;
  const lacking = needs.slice();
  const left = Float64Array.from(suppliers, ({ amount }) => amount);
  const inflows: (Inflow | undefined)[] = Array.from({ length: needs.length });
  const planes = () => new Uint32Array(kinds * words);
  const needed = planes();
  for (let kind = 0; kind < kinds; kind += 1)
    for (let place = 0; place < places; place += 1) if ((needs[kind * places + place] ?? 0) > 0) setBit(needed, kind * words, place);
  const layerOf = new Int32Array(suppliers.length);
  let layers: Uint32Array[] = [];

  /** Finds the needs of each layer, up to the first that lacks something. */
  const findLayers = (): boolean => {
    const unseen = needed.slice();
    layers = [];
    layerOf.fill(-1);
    let front: number[] = [];
    for (const [index, amount] of left.entries()) if (amount > 0) front.push(index);
    for (const index of front) layerOf[index] = 0;
    while (front.length > 0) {
      const layer = planes();
      let lacks = false;
      const next: number[] = [];
      for (const index of front) {
        const { kinds: serves = [], reach = layer } = suppliers[index] ?? {};
        for (const kind of serves)
          for (let word = 0; word < words; word += 1) {
            const at = kind * words + word;
            let fresh = (reach[word] ?? 0) & (unseen[at] ?? 0);
            if (fresh === 0) continue;
            unseen[at] = (unseen[at] ?? 0) & ~fresh;
            layer[at] = (layer[at] ?? 0) | fresh;
            for (; fresh !== 0; fresh &= fresh - 1) {
              const cell = kind * places + word * 32 + lowest(fresh);
              if ((lacking[cell] ?? 0) > 0) lacks = true;
              const { from = [], amount = [] } = inflows[cell] ?? {};
              for (const [entry, supplier] of from.entries())
                if ((amount[entry] ?? 0) > 0 && layerOf[supplier] === -1) {
                  layerOf[supplier] = layers.length + 1;
                  next.push(supplier);
                }
            }
          }
      }
      layers.push(layer);
      if (lacks) return true;
      front = next;
    }
    return false;
  };

  const flow = (supplier: number, cell: number, amount: number): void => {
    const inflow = inflows[cell] ?? { from: [], amount: [] };
    inflows[cell] = inflow;
    const known = inflow.from.indexOf(supplier);
    if (known >= 0) inflow.amount[known] = (inflow.amount[known] ?? 0) + amount;
    else {
      inflow.from.push(supplier);
      inflow.amount.push(amount);
    }
  };

  /** Sends up to `most` through a need of a layer: what it lacks, or by sending its suppliers of the next layer elsewhere. */
  const through = (cell: number, layer: number, most: number): number => {
    if (layer === layers.length - 1) {
      const sent = Math.min(most, lacking[cell] ?? 0);
      lacking[cell] = (lacking[cell] ?? 0) - sent;
      return sent;
    }
    const inflow = inflows[cell];
    if (inflow === undefined) return 0;
    let sent = 0;
    for (let entry = 0; entry < inflow.from.length && sent < most; entry += 1) {
      const supplier = inflow.from[entry] ?? 0;
      const amount = inflow.amount[entry] ?? 0;
      if (amount === 0 || layerOf[supplier] !== layer + 1) continue;
      const freed = send(supplier, layer + 1, Math.min(amount, most - sent));
      inflow.amount[entry] = amount - freed;
      sent += freed;
    }
    return sent;
  };

  /** Sends up to `most` of a supplier to needs of its layer. A need through which no more goes is left out from then on. */
  const send = (index: number, layer: number, most: number): number => {
    const { kinds: serves = [], reach = needed } = suppliers[index] ?? {};
    const alive = layers[layer] ?? needed;
    let sent = 0;
    for (const kind of serves)
      for (let word = 0; word < words; word += 1) {
        const at = kind * words + word;
        for (let bits = (reach[word] ?? 0) & (alive[at] ?? 0); bits !== 0; bits = (reach[word] ?? 0) & (alive[at] ?? 0)) {
          const bit = lowest(bits);
          const cell = kind * places + word * 32 + bit;
          const gone = through(cell, layer, most - sent);
          if (gone > 0) flow(index, cell, gone);
          sent += gone;
          if (sent === most) return sent;
          alive[at] = (alive[at] ?? 0) & ~(1 << bit);
        }
      }
    // Nothing more goes this way in these layers.
    layerOf[index] = -1;
    return sent;
  };

  while (findLayers()) for (const [index, amount] of left.entries()) if (amount > 0 && layerOf[index] === 0) left[index] = amount - send(index, 0, amount);

  const short = lacking.reduce((sum, amount) => sum + amount, 0);
  const placed = needs.reduce((sum, amount) => sum + amount, 0) - short;
  return { placed, short, ...cutOf(places, kinds, lacking, suppliers, inflows) };
}

/** The needs that still reach the sink: those that lack something, and those served by anybody who could serve one of them. */
function cutOf(
  places: number,
  kinds: number,
  lacking: Float64Array,
  suppliers: readonly Supplier[],
  inflows: readonly (Inflow | undefined)[],
): Pick<Placed, "cut" | "serving"> {
  const words = Math.ceil(places / 32);
  const marked = new Uint32Array(kinds * words);
  const served: number[][] = suppliers.map(() => []);
  for (const [cell, inflow] of inflows.entries())
    for (const [entry, supplier] of (inflow?.from ?? []).entries()) if ((inflow?.amount[entry] ?? 0) > 0) served[supplier]?.push(cell);
  const cut = new Set<number>();
  const mark = (cell: number): void => {
    cut.add(cell);
    setBit(marked, Math.floor(cell / places) * words, cell % places);
  };
  for (const [cell, amount] of lacking.entries()) if (amount > 0) mark(cell);
  let waiting = suppliers.map((_, index) => index);
  for (let before = -1; before !== cut.size; ) {
    before = cut.size;
    waiting = waiting.filter((index) => {
      const { kinds: serves = [], reach = marked } = suppliers[index] ?? {};
      if (!serves.some((kind) => reach.some((bits, word) => (bits & (marked[kind * words + word] ?? 0)) !== 0))) return true;
      for (const cell of served[index] ?? []) mark(cell);
      return false;
    });
  }
  const outside = new Set(waiting);
  return { cut: [...cut].sort((a, b) => a - b), serving: suppliers.flatMap((_, index) => (outside.has(index) ? [] : [index])) };
}

/** Sets the bit of a place in a plane that begins at a word. */
export function setBit(plane: Uint32Array, from: number, place: number): void {
  const at = from + (place >>> 5);
  plane[at] = (plane[at] ?? 0) | (1 << (place & 31));
}
