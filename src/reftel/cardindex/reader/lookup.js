// Looks words up in the drawers of the card index beside this module, and fetches nothing else.

import { Numbers, count, members, read } from "./lists.js";
import { isBefore } from "./words.js";

const ALONE = 4096; // bytes of a list that lies in the drawer of its word
const MOST_DRAWERS = 6; // that are looked through for words that begin alike
const MOST_AT_ONCE = 10; // cables of a year that are put in order by their lines

export class Index {
  #kept = new Map();

  // Gives the index; null where there is none, or one of another format than this module reads.
  static async open() {
    const answer = await fetch(new URL("index.json", import.meta.url), { cache: "no-cache" });
    const root = answer.ok ? await answer.json() : null;
    return root?.format === 1 ? new Index(root) : null;
  }

  constructor(root) {
    this.root = root;
    this.cables = root.cables;
    this.fetched = 0; // bytes of lists and drawers
    for (const kind of ["stems", "forms", "values"]) {
      this[kind] = root[kind].flatMap((begins, part) => begins.map((begin, at) => (
        { begin, name: `${kind}/${String(part).padStart(2, "0")}/${String(at).padStart(4, "0")}` })));
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
    return card.list ?? this.#bytes(`${card.name}.bin`);
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
    drawer.cards ??= this.#bytes(`${drawer.name}.bin`).then((bytes) => opened(bytes, drawer.name));
    return drawer.cards;
  }

  // ---- Cables

  // The lines of some cables, in their order.
  async lines(cables) {
    const files = new Map();
    for (const cable of cables) files.set(Math.floor(cable / this.root.lines), null);
    await Promise.all([...files.keys()].map(async (file) => {
      const each = 4096 / this.root.lines;
      const [stretch, part] = [Math.floor(file / each), file % each];
      const name = `lines/${String(stretch).padStart(4, "0")}/${String(part).padStart(3, "0")}.json`;
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
    for (const [year, first, held] of this.root.years) {
      const inside = count(set.subarray(first >> 3, (first + held + 7) >> 3)) ? [...members(set, first, first + held)] : [];
      if (inside.length <= offset) {
        offset -= inside.length;
        continue;
      }
      const wanted = offset + limit - found.length;
      found.push(...(await this.#ordered(inside, year, first, held, wanted)).slice(offset, wanted));
      offset = 0;
      if (found.length >= limit) break;
    }
    return found;
  }

  async #ordered(inside, year, first, held, wanted) {
    if (!year || inside.length < 2) return inside;
    if (inside.length <= MOST_AT_ONCE) {
      const lines = await this.lines(inside);
      return lines.sort((one, other) => (one.created < other.created ? 1 : one.created > other.created ? -1 : one.cable - other.cable)).map((line) => line.cable);
    }
    const asked = new Set(inside);
    const found = [];
    for (let file = 0; file * this.root.ordered < held && found.length < wanted; file += 1) {
      const bytes = await this.#bytes(`newest/${String(year).padStart(4, "0")}/${String(file).padStart(3, "0")}.bin`);
      for (let at = 0; at < bytes.length; at += 3) {
        const cable = first + (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16));
        if (asked.has(cable)) found.push(cable);
      }
    }
    return found;
  }

  // ---- Counts

  // The values of a facet in a set, most frequent first, then by name; no more than ``most``.
  async counts(facet, set, most) {
    const all = count(set);
    const found = [];
    const firsts = this.root.counters[facet];
    for (let file = 0; all && file < firsts.length; file += 1) {
      if (found.length >= most && firsts[file] < found[most - 1].count) break;
      const values = await this.#values(`by/${facet}/${String(file).padStart(3, "0")}.bin`);
      for (const { value, list } of values) {
        const here = count(set, read(list, this.cables));
        if (here) found.push({ value, count: here });
      }
      found.sort((one, other) => other.count - one.count || (isBefore(one.value, other.value) ? -1 : 1));
    }
    return found.slice(0, most);
  }

  async #values(name) {
    const from = new Numbers(await this.#bytes(name));
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
    const answer = await fetch(new URL(`${this.root.folder}/${name}`, import.meta.url));
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    this.fetched += bytes.length;
    return bytes;
  }
}

// The cards of a drawer by their words, in order.
function opened(bytes, name) {
  const from = new Numbers(bytes);
  const cards = new Map();
  let before = new Uint8Array();
  const held = Array.from({ length: from.next() }, (_, place) => {
    const same = from.next();
    const rest = from.part(from.next());
    const word = new Uint8Array(same + rest.length);
    word.set(before.subarray(0, same));
    word.set(rest, same);
    before = word;
    const card = { cables: from.next(), size: from.next(), list: null, name: `${name}-${place}` };
    cards.set(new TextDecoder().decode(word), card);
    return card;
  });
  for (const card of held) if (card.size <= ALONE) card.list = from.part(card.size);
  return cards;
}
