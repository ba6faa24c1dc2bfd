// Looks words up in the drawers of the card index beside this module, and fetches nothing else.

import { Numbers, both, count, has, members, read, standing } from "./lists.js";
import { isBefore } from "./words.js";

const ALONE = 4096; // bytes of a list that lies in the drawer of its word
const MOST_DRAWERS = 6; // that are looked through for words that begin alike
const MOST_AT_ONCE = 10; // cables of a year that are put in order by their lines
const FORMAT = 2;
const NAMED = 12; // letters of what a file is called, half as many bytes where a drawer tells it

export class Index {
  #kept = new Map();

  // Gives the index; null where there is none, or one of another format than this module reads.
  static async open() {
    const answer = await fetch(new URL("index.json", import.meta.url), { cache: "no-cache" });
    const root = answer.ok ? await answer.json() : null;
    return root?.format === FORMAT ? new Index(root) : null;
  }

  constructor(root) {
    this.root = root;
    this.cables = root.cables;
    this.numbers = root.stands.reduce((sum, run) => sum + run, 0); // of which some have no cable any more
    this.every = standing(root.stands, this.numbers);
    this.fetched = 0; // bytes of lists and drawers
    for (const kind of ["stems", "forms", "values"]) {
      const [begins, joined] = root[kind];
      const called = names(joined);
      this[kind] = begins.map((begin, at) => ({ begin, name: `${kind}/${called[at]}` }));
    }
  }

  // ---- Words

  // The card of a word: how many cables, and where its list is. Null where no cable has it.
  async card(kind, word) {
    const drawer = this[kind][this.#drawer(kind, word)];
    return drawer ? (await this.#cards(drawer)).get(word) ?? null : null;
  }

  // The words that begin so, those of the most cables first; where there are very many, some.
  async beginning(letters) {
    const first = Math.max(0, this.#drawer("forms", letters));
    let end = first + 1;
    while (this.forms[end]?.begin.startsWith(letters)) end += 1;
    const some = this.forms.slice(first, Math.min(end, first + MOST_DRAWERS));
    const cards = (await Promise.all(some.map((drawer) => this.#cards(drawer)))).flatMap((one) => [...one]);
    const found = cards.filter(([word]) => word.startsWith(letters)).map(([word, card]) => ({ word, ...card }));
    found.isWhole = end - first <= MOST_DRAWERS;
    return found.sort((one, other) => other.cables - one.cables || (isBefore(one.word, other.word) ? -1 : 1));
  }

  // The classification that is written so, however it is spaced; undefined where no cable has it.
  classification(written) {
    const letters = (name) => name.toUpperCase().replace(/[^A-Z]/g, "");
    return letters(written) && this.root.classifications.find((name) => letters(name) === letters(written));
  }

  async list(card) {
    return card.list ?? this.#bytes(`lists/${card.name}.bin`);
  }

  // The last drawer that begins with a word or before it; -1 where there is none.
  #drawer(kind, word) {
    let [low, high] = [0, this[kind].length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(word, this[kind][middle].begin)) high = middle;
      else low = middle + 1;
    }
    return low - 1;
  }

  #cards(drawer) {
    drawer.cards ??= this.#bytes(`${drawer.name}.bin`).then(opened);
    return drawer.cards;
  }

  // ---- Cables

  // The lines of some cables, in their order.
  async lines(cables) {
    const files = new Map();
    for (const cable of cables) files.set(Math.floor(cable / this.root.lines), null);
    await Promise.all([...files.keys()].map(async (file) => {
      const each = this.root.folder / this.root.lines;
      const folder = names(this.root.shown)[Math.floor(file / each)];
      const name = `lines/${folder}/${String(file % each).padStart(2, "0")}.json`;
      files.set(file, JSON.parse(new TextDecoder().decode(await this.#bytes(name))));
    }));
    return cables.map((cable) => {
      const line = files.get(Math.floor(cable / this.root.lines))[cable % this.root.lines];
      const [id, subject, origin, created, classification] = line;
      return { cable, id, subject, origin, created, classification };
    });
  }

  // Some of the cables of a set, the newest first: ``limit`` of them behind the first ``offset``.
  async newest(set, offset, limit) {
    const found = [];
    const years = new Map((await this.#all("year")).map(({ value, list }) => [Number(value), list]));
    for (const [year, joined] of this.root.years) {
      const inside = year ? both(set, read(years.get(year), this.numbers)) : set;
      const held = year ? count(inside) : Infinity; // how many are undated is not told
      if (held <= offset) {
        offset -= held;
        continue;
      }
      const wanted = offset + limit - found.length;
      found.push(...(await this.#ordered(inside, held, names(joined), wanted)).slice(offset, wanted));
      offset = 0;
      if (found.length >= limit) break;
    }
    return found;
  }

  // The first of some cables of a year, the newest first.
  async #ordered(inside, held, files, wanted) {
    if (held <= MOST_AT_ONCE) {
      const lines = await this.lines([...members(inside)]);
      return lines.sort((one, other) => (one.created < other.created || (one.created === other.created && isBefore(other.id, one.id)) ? 1 : -1)).map((line) => line.cable);
    }
    const found = [];
    for (const file of files) {
      if (found.length >= wanted) break;
      const bytes = await this.#bytes(`newest/${file}.bin`);
      for (let at = 0; at < bytes.length; at += 3) {
        const cable = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);
        if (has(inside, cable)) found.push(cable);
      }
    }
    return found;
  }

  // ---- Counts

  // The values of a facet in a set, most frequent first, then by name; no more than ``most``.
  async counts(facet, set, most) {
    const all = count(set);
    const found = [];
    const [firsts, joined] = this.root.counters[facet];
    for (const [at, file] of names(joined).entries()) {
      if (!all || (found.length >= most && firsts[at] < found[most - 1].count)) break;
      for (const { value, list } of await this.#values(file)) {
        const here = count(set, read(list, this.numbers));
        if (here) found.push({ value, count: here });
      }
      found.sort((one, other) => other.count - one.count || (isBefore(one.value, other.value) ? -1 : 1));
    }
    return found.slice(0, most);
  }

  // Every value of a facet that has few.
  async #all(facet) {
    return (await Promise.all(names(this.root.counters[facet][1]).map((file) => this.#values(file)))).flat();
  }

  async #values(file) {
    const from = new Numbers(await this.#bytes(`by/${file}.bin`));
    const values = Array.from({ length: from.next() }, () => {
      const value = from.text(from.next());
      from.next();
      return { value, size: from.next() };
    });
    return values.map(({ value, size }) => ({ value, list: from.part(size) }));
  }

  // ---- Files

  // The bytes of a file; each is fetched once.
  #bytes(name) {
    if (!this.#kept.has(name)) this.#kept.set(name, this.#fetched(name));
    return this.#kept.get(name);
  }

  async #fetched(name) {
    const answer = await fetch(new URL(`cards/${name}`, import.meta.url));
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    this.fetched += bytes.length;
    return bytes;
  }
}

// What files are called, told one name after the other.
const names = (joined) => joined.match(new RegExp(`.{${NAMED}}`, "g")) ?? [];

// The cards of a drawer by their words, in order.
function opened(bytes) {
  const from = new Numbers(bytes);
  const cards = new Map();
  let before = new Uint8Array();
  const held = Array.from({ length: from.next() }, () => {
    const same = from.next();
    const rest = from.part(from.next());
    const word = new Uint8Array(same + rest.length);
    word.set(before.subarray(0, same));
    word.set(rest, same);
    before = word;
    const card = { cables: from.next(), size: from.next(), list: null };
    cards.set(new TextDecoder().decode(word), card);
    return card;
  });
  for (const card of held) {
    if (card.size <= ALONE) card.list = from.part(card.size);
    else card.name = Array.from(from.part(NAMED / 2), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  return cards;
}
