// Sets of cables, a bit for each, and how lists of them are written (docs/formats/card-index.md).

const SIZE = 4096; // cables of a block
const BYTES = SIZE / 8;
const GAPS = 0, BITS = 1;
export const SUBJECT = 10; // the weight from which on a word is in the subject
const UNKNOWN = 4, IN_SUBJECT = 12; // weights of a word that stands in so many cables that they are not told

export class Numbers {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  get left() {
    return this.at < this.bytes.length;
  }

  next() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }

  text(length) {
    this.at += length;
    return new TextDecoder().decode(this.bytes.subarray(this.at - length, this.at));
  }

  part(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}

export const none = (cables) => new Uint8Array(Math.ceil(cables / SIZE) * BYTES);

// Runs of numbers, in turns of those that stand and those that do not.
export function standing(runs, numbers) {
  const set = none(numbers);
  let number = 0;
  runs.forEach((run, at) => {
    for (let end = number + run; number < end; number += 1) if (at % 2 === 0) set[number >> 3] |= 1 << (number & 7);
  });
  return set;
}

export const has = (set, cable) => (set[cable >> 3] >> (cable & 7)) & 1;
export const both = (one, other) => one.map((byte, at) => byte & other[at]);
export const either = (one, other) => one.map((byte, at) => byte | other[at]);
export const without = (one, other) => one.map((byte, at) => byte & ~other[at]);

const ONES = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll("0", "").length);

export function count(set, other = set) {
  let found = 0;
  for (let at = 0; at < set.length; at += 1) found += ONES[set[at] & other[at]];
  return found;
}

export function* members(set, first = 0, last = set.length * 8) {
  for (let at = first >> 3; at * 8 < last; at += 1) {
    for (let byte = set[at]; byte; byte &= byte - 1) {
      const cable = at * 8 + 31 - Math.clz32(byte & -byte);
      if (cable >= first && cable < last) yield cable;
    }
  }
}

// The set of a list; of a stem's also the weights, by cable, where there is anybody to take them.
export function read(bytes, cables, weigh = null) {
  const set = none(cables);
  const from = new Numbers(bytes);
  for (let stretch = -1; from.left;) {
    stretch += 1 + from.next();
    const places = block(from, set, stretch);
    if (weigh) weights(from, places, stretch, weigh);
  }
  return set;
}

// Marks the cables of a block and gives their places in it.
function block(from, set, stretch) {
  const head = from.next();
  const places = new Uint16Array(head >>> 2);
  const way = head & 3;
  let filled = 0;
  if (way === BITS) {
    const bits = from.part(BYTES);
    for (const place of members(bits)) places[filled++] = place;
  } else if (way === GAPS) {
    for (let place = -1; filled < places.length;) places[filled++] = place += 1 + from.next();
  } else {
    let place = 0;
    for (let runs = from.next(); runs; runs -= 1) {
      place += from.next();
      for (let length = from.next() + 1; length; length -= 1) places[filled++] = place++;
    }
  }
  if (set) for (const place of places) set[stretch * BYTES + (place >> 3)] |= 1 << (place & 7);
  return places;
}

function weights(from, places, stretch, weigh) {
  const base = stretch * SIZE;
  if (places.length <= BYTES) {
    const pairs = from.part((places.length + 1) >> 1);
    places.forEach((place, at) => weigh(base + place, (pairs[at >> 1] >> (at & 1 ? 4 : 0)) & 15));
    return;
  }
  const told = new Uint8Array(SIZE).fill(UNKNOWN);
  const subjects = block(from, null, 0);
  if (subjects.length > BYTES) for (const place of subjects) told[place] = IN_SUBJECT;
  else weights(from, subjects, 0, (place, weight) => { told[place] = weight; });
  for (const place of places) weigh(base + place, told[place]);
}
