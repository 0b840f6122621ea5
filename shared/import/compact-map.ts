import { hash32 } from "../domain/hash.ts";

/** Entries lie one after another in blocks of so many bytes; one that is longer has a block of its own. */
const BLOCK_BYTES = 65_536;
const FIRST_SLOTS = 1024;
/** A key is looked for in few slots as long as no more of them are taken. */
const MOST_FILLED = 0.75;
/** Before an entry stand the lengths of its key and its value. */
const LENGTHS_BYTES = 8;

/**
 * A map of texts to texts, held as bytes outside the heap: a hundred thousand names take some megabytes, and nothing of them is gone through when memory is taken out. Texts are well-formed
 * (no half of a surrogate pair): one that is not is found under no key. What is set once stays.
 */
export class CompactMap {
  /** By the hash of a key and, where that is taken, the next that is free: where its entry begins, counted from 1; 0 is none. */
  private places = new Uint32Array(FIRST_SLOTS);
  /** The whole hash of the key in each slot, so that few keys are read in vain and growing reads none. */
  private hashes = new Uint32Array(FIRST_SLOTS);
  private readonly blocks: Buffer[] = [];
  private filled = BLOCK_BYTES;
  private size = 0;

  has(key: string): boolean {
    return this.places[this.slotOf(key)] !== 0;
  }

  get(key: string): string | undefined {
    const place = this.places[this.slotOf(key)] ?? 0;
    if (place === 0) return undefined;
    const { block, at, keyLength } = this.entry(place);
    const from = at + LENGTHS_BYTES + keyLength;
    return block.toString("utf8", from, from + block.readUInt32LE(at + 4));
  }

  set(key: string, value: string): void {
    if (this.has(key)) throw new Error("What is set once stays");
    this.size += 1;
    if (this.size > this.places.length * MOST_FILLED) this.grow();
    const slot = this.slotOf(key);
    this.places[slot] = this.written(key, value);
    this.hashes[slot] = hash32(key);
  }

  /** The slot a key has, or would have. */
  private slotOf(key: string): number {
    const hash = hash32(key);
    const last = this.places.length - 1;
    for (let slot = hash & last; ; slot = (slot + 1) & last) {
      const place = this.places[slot] ?? 0;
      if (place === 0 || (this.hashes[slot] === hash && this.keyAt(place) === key)) return slot;
    }
  }

  private keyAt(place: number): string {
    const { block, at, keyLength } = this.entry(place);
    return block.toString("utf8", at + LENGTHS_BYTES, at + LENGTHS_BYTES + keyLength);
  }

  private entry(place: number): { readonly block: Buffer; readonly at: number; readonly keyLength: number } {
    const at = (place - 1) % BLOCK_BYTES;
    const block = this.blocks[(place - 1 - at) / BLOCK_BYTES];
    if (!block) throw new Error("There is no such entry");
    return { block, at, keyLength: block.readUInt32LE(at) };
  }

  private written(key: string, value: string): number {
    const [keyLength, valueLength] = [Buffer.byteLength(key), Buffer.byteLength(value)];
    const length = LENGTHS_BYTES + keyLength + valueLength;
    if (this.filled + length > BLOCK_BYTES) {
      this.blocks.push(Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, length)));
      this.filled = 0;
    }
    const [block, at] = [this.blocks.at(-1), this.filled];
    if (!block) throw new Error("There is no block");
    block.writeUInt32LE(keyLength, at);
    block.writeUInt32LE(valueLength, at + 4);
    block.write(key, at + LENGTHS_BYTES);
    block.write(value, at + LENGTHS_BYTES + keyLength);
    this.filled += length;
    return (this.blocks.length - 1) * BLOCK_BYTES + at + 1;
  }

  private grow(): void {
    const [places, hashes] = [this.places, this.hashes];
    this.places = new Uint32Array(places.length * 2);
    this.hashes = new Uint32Array(places.length * 2);
    const last = this.places.length - 1;
    for (const [old, place] of places.entries()) {
      if (place === 0) continue;
      const hash = hashes[old] ?? 0;
      let slot = hash & last;
      while (this.places[slot] !== 0) slot = (slot + 1) & last;
      this.places[slot] = place;
      this.hashes[slot] = hash;
    }
  }
}
