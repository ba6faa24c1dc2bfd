// Finds the cables that answer what was asked, and which of them answer it best.

import { joined } from "./asking.js";
import { SUBJECT, both, count, either, has, members, none, read, without } from "./lists.js";
import { stem } from "./stem.js";
import { words } from "./words.js";

const MOST_BYTES = 400_000; // of lists for one question: with all else less than a megabyte
const MOST_BEGINNING = 20; // words that begin alike
const IN_BOTH = [0.45, 0.75]; // what weights stand for: how much a cable, or its subject, is about a word
const TOLD = [0.36, 0.46, 0.57];

// What was found: ``set``, and ``phrases``, which are still to be looked for in the texts themselves.
export class Found {
  constructor(index, root, notices) {
    this.index = index;
    this.root = root;
    this.notices = notices;
    this.cards = new Map();
    this.phrases = phrasesOf(root);
    this.lights = lightsOf(root);
  }

  static async of(index, question, filters, notices) {
    const found = new Found(index, joined("and", [question, ...filters]), notices);
    found.question = question;
    await found.#lookUp();
    found.#withinReason();
    await Promise.all([...found.cards.values()].map(async (card) => {
      if (card && !card.left) card.bytes = await index.list(card);
    }));
    found.set = found.#answer(found.root);
    found.size = count(found.set);
    return found;
  }

  // What is found under other filters (null for the same ones), or of what was ``kept`` of it.
  narrowed(nodes, kept) {
    if (kept) {
      const set = none(this.index.numbers);
      for (const cable of kept) set[cable >> 3] |= 1 << (cable & 7);
      return set;
    }
    return nodes ? this.#answer({ is: "and", parts: [this.question, ...nodes] }) : this.set;
  }

  // Whether a node holds of a cable; ``stands`` tells of a phrase.
  holds(node, cable, stands) {
    if (node.is === "and") return node.parts.every((part) => this.holds(part, cable, stands));
    if (node.is === "or") return node.parts.some((part) => this.holds(part, cable, stands));
    if (node.is === "not") return !this.holds(node.part, cable, stands);
    if (isPhrase(node)) return stands(node);
    node.set ??= this.#answer(node);
    return Boolean(has(node.set, cable));
  }

  // Whether some of what was found can answer better than others.
  get weighs() {
    return this.lights.some((one) => one.is === "words");
  }

  // The cables found, the best first; equal ones in their order.
  best() {
    const scores = new Float32Array(this.index.numbers);
    for (const one of this.lights) {
      if (one.is !== "words") continue;
      for (const word of one.words) this.#weigh(this.cards.get(`stems ${stem(word)}`), scores, one.subject);
    }
    const cables = Uint32Array.from(members(this.set));
    return cables.sort((one, other) => scores[other] - scores[one] || one - other);
  }

  // Adds what a word weighs in each cable found: in all of it and, twice as much, in its subject.
  #weigh(card, scores, inSubject) {
    if (!card?.bytes) return;
    const weights = new Uint8Array(this.index.numbers);
    let subjects = 0;
    read(card.bytes, this.index.numbers, (cable, weight) => {
      weights[cable] = weight + 1;
      subjects += weight >= SUBJECT;
    });
    const rare = (held) => 2.2 * Math.log(1 + (this.index.cables - held + 0.5) / (held + 0.5));
    const [anywhere, subject] = inSubject ? [0, rare(subjects)] : [rare(card.cables), 2 * rare(subjects)];
    for (const cable of members(this.set)) {
      const weight = weights[cable] - 1;
      if (weight >= SUBJECT) scores[cable] += anywhere * IN_BOTH[weight & 1] + subject * TOLD[(weight - SUBJECT) >> 1];
      else if (weight >= 0) scores[cable] += anywhere * (weight + 0.5) / SUBJECT;
    }
  }

  // ---- What has to be looked up

  async #lookUp() {
    await Promise.all(leaves(this.root).map(async (leaf) => {
      if (leaf.is === "begins") {
        const all = await this.index.beginning(leaf.letters);
        leaf.forms = all.slice(0, MOST_BEGINNING);
        if (!all.isWhole || leaf.forms.length < all.length) this.notices.push({ why: "beginning", text: `${leaf.letters}*`, count: MOST_BEGINNING });
        await Promise.all(leaf.forms.map((form) => this.#word(form.word, form)));
      } else {
        await Promise.all(keysOf(leaf, this.index).map((key) => this.#card(...key)));
      }
    }));
  }

  // A word as it is written; where its list is that of its stem, that one is looked up.
  async #word(word, card) {
    const found = card ?? await this.index.card("forms", word);
    if (found && !found.size) {
      await this.#card("stems", stem(word));
      this.cards.set(`forms ${word}`, this.cards.get(`stems ${stem(word)}`));
    } else this.cards.set(`forms ${word}`, found);
  }

  async #card(kind, word) {
    const key = `${kind} ${word}`;
    if (this.cards.has(key)) return;
    if (kind === "forms") await this.#word(word);
    else {
      const found = await this.index.card(kind, word);
      if (!this.cards.has(key)) this.cards.set(key, found && { ...found, word, isStem: kind === "stems" });
    }
  }

  // Leaves out the longest lists, where all together are too long.
  #withinReason() {
    const once = new Set([...this.cards.values()].filter((card) => card && !card.list));
    const longest = [...once].sort((one, other) => other.size - one.size);
    let total = longest.reduce((sum, card) => sum + card.size, 0);
    for (const card of longest) {
      if (total <= MOST_BYTES) return;
      total -= card.size;
      card.left = true;
      this.notices.push({ why: "common", text: card.word });
    }
  }

  // ---- What it finds. Of a list that was left out nothing is known, which is null.

  #answer(node) {
    return this.#of(node) ?? this.index.every;
  }

  #of(node) {
    const all = this.index.every;
    switch (node.is) {
      case "all": return all;
      case "not": {
        const part = isExact(node.part) ? this.#of(node.part) : null;
        return part && without(all, part);
      }
      case "and": return this.#joined(node.parts, both, all);
      case "or": {
        const sides = node.parts.map((part) => this.#of(part));
        return sides.includes(null) ? null : sides.reduce(either);
      }
      case "begins": return node.forms.map((form) => this.#set(`forms ${form.word}`)).filter(Boolean).reduce(either, none(this.index.numbers));
      case "years": return this.#joined(keysOf(node, this.index), either, none(this.index.numbers));
      default: return this.#words(node);
    }
  }

  #joined(parts, join, start) {
    const known = parts.map((part) => (Array.isArray(part) ? this.#set(part.join(" ")) : this.#of(part))).filter(Boolean);
    return known.reduce(join, start);
  }

  #words(node) {
    const sets = keysOf(node, this.index).map((key) => this.#set(key.join(" "), node.subject)).filter(Boolean);
    return sets.length ? sets.reduce(both) : null;
  }

  #set(key, inSubject) {
    const card = this.cards.get(key);
    if (!card) return none(this.index.numbers);
    if (card.left) return null;
    if (!inSubject) return read(card.bytes, this.index.numbers, card.isStem ? () => {} : null);
    const set = none(this.index.numbers);
    read(card.bytes, this.index.numbers, (cable, weight) => {
      if (weight >= SUBJECT) set[cable >> 3] |= 1 << (cable & 7);
    });
    return set;
  }
}

// What a word, a phrase or a value is looked up by: kind and word.
function keysOf(leaf, index) {
  if (leaf.is === "years") {
    const inside = index.root.years.filter(([year]) => year && year >= leaf.first && year <= leaf.last);
    return inside.map(([year]) => ["values", `year:${year}`]);
  }
  if (leaf.is === "value") {
    const folded = words(leaf.text);
    const known = leaf.whole ? leaf.text : leaf.facet === "class" && index.classification(leaf.text);
    if (known) return [["values", `${leaf.facet}:${words(known).join(" ")}`]];
    return folded.map((word) => ["values", `${leaf.facet}/${word}`]);
  }
  if (!leaf.words.every(stem)) return [["stems", ""]]; // too long to be a word: no cable has it
  if (leaf.exact && !leaf.subject) return leaf.words.map((word) => ["forms", word]);
  return leaf.words.map((word) => ["stems", stem(word)]);
}

function leaves(node) {
  if (node.is === "all") return [];
  return node.parts?.flatMap(leaves) ?? (node.is === "not" ? leaves(node.part) : [node]);
}

// Whether the lists alone tell what a node finds.
const isPhrase = (node) => node.is === "words" && (node.words.length > 1 || (node.exact && node.subject));
const isExact = (node) => !leaves(node).some(isPhrase);

// The phrases of a question that texts have to be looked through for; those under NOT are read there too.
function phrasesOf(root) {
  return leaves(root).filter(isPhrase);
}

// The clauses whose words are lit: all but those under NOT.
function lightsOf(node) {
  if (node.is === "words" || node.is === "begins") return [node];
  return node.parts?.flatMap(lightsOf) ?? [];
}
