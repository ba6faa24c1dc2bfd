// Shows what a mirror finds on its search page, in the markup that the page brings along as a template.

import { asked, chosen, opposite, shortened } from "./asking.js";
import { boxes } from "./boxes.js";
import { Found } from "./finding.js";
import { Index } from "./lookup.js";
import { straight } from "./straight.js";
import { lit, page, passages, pieces, stands, text } from "./texts.js";

const SHOWN = 10; // of a page
const LOOKED_THROUGH = 20; // texts, for a phrase, until somebody asks for more
const MOST_ROUNDS = 64; // of so many texts
const FACETS = { year: "year", origin: "origin", tag: "tag", classification: "class" }; // and what the index calls each
const NAMES = ["q", "sort", "page", "plain", "cursor", "rounds", ...Object.keys(FACETS).flatMap((name) => [name, `-${name}`])];

// Answers the question in the address of this page; false where this mirror has no index.
export async function show(question) {
  const index = await Index.open();
  if (!index) return false;
  const q = question.get("q")?.trim() ?? "";
  const filters = filtersOf(question);
  const to = filters.length ? "" : await straight(index, shortened(q));
  if (to) {
    location.replace(to);
    return true;
  }
  const read = asked(q);
  for (const name of new Set(question.keys())) {
    if (!NAMES.includes(name) && question.get(name)) read.notices.push({ why: "elsewhere", text: `${name}: ${question.get(name)}` });
  }
  const found = await Found.of(index, read.root, filters.map((one) => one.node), read.notices);
  await new Page(index, question, q, filters, found).show();
  return true;
}

// The filters of an address: { name, value, excluded } each, in a node a facet.
function filtersOf(question) {
  const filters = [];
  for (const [name, facet] of Object.entries(FACETS)) {
    const values = question.getAll(name).filter(Boolean);
    const excluded = question.getAll(`-${name}`).filter((value) => value && !values.includes(value));
    if (values.length) filters.push({ name, values, excluded: false, node: chosen(facet, values) });
    for (const value of excluded) filters.push({ name, values: [value], excluded: true, node: opposite(chosen(facet, [value])) });
  }
  return filters.filter((one) => one.node);
}

class Page {
  constructor(index, question, q, filters, found) {
    Object.assign(this, { index, question, q, filters, found });
    this.number = Math.max(1, Number.parseInt(question.get("page"), 10) || 1);
    this.markup = document.querySelector("#at-rest");
    this.texts = new Map();
  }

  // A part of the template, to be filled in.
  part(selector) {
    return this.markup.content.querySelector(selector).cloneNode(true);
  }

  // The address of another question, one step from here.
  address(change) {
    const fields = new URLSearchParams(this.question);
    fields.delete("page");
    fields.delete("cursor");
    change(fields);
    return `?${fields}`;
  }

  async show() {
    const ranked = await this.#ranked();
    const first = (this.number - 1) * SHOWN;
    this.found.phrases.length ? await this.#lookThrough(ranked, first) : this.#take(ranked, first);
    const lines = await this.index.lines(this.here);
    this.#lay(lines, first);
    performance.mark("reftel-first-result");
    // What is out of reach now is left out: the results stand.
    await Promise.allSettled([this.#narrow(), ...lines.map((line, at) => this.#passages(line, this.items[at]))]);
    performance.mark("reftel-whole-result");
  }

  get newest() {
    return this.question.get("sort") === "created" || !this.found.weighs;
  }

  // The cables found in their order; of the newest no more than are needed.
  async #ranked() {
    this.all = this.found.size;
    if (!this.newest) return [...this.found.best()];
    const wanted = this.found.phrases.length ? LOOKED_THROUGH * this.#rounds() : this.number * SHOWN;
    return this.index.newest(this.found.set, 0, wanted);
  }

  #take(ranked, first) {
    this.total = this.all;
    this.here = ranked.slice(first, first + SHOWN);
  }

  // For phrases: the texts of those that have the words, until there are enough, or too many were read.
  async #lookThrough(ranked, first) {
    const kept = [];
    let looked = 0;
    while (looked < ranked.length && looked < LOOKED_THROUGH * this.#rounds()) {
      const some = ranked.slice(looked, looked + SHOWN);
      const texts = await Promise.all((await this.index.lines(some)).map((line) => this.#text(line.id)));
      kept.push(...some.filter((cable, at) => this.found.holds(this.found.root, cable, (clause) => stands(clause, texts[at]))));
      looked += some.length;
    }
    this.whole = looked >= this.all;
    this.total = kept.length;
    this.kept = kept;
    this.here = kept.slice(first, first + SHOWN);
    if (!this.whole) this.found.notices.push({ why: "phrase", all: this.all, looked });
  }

  #rounds() {
    return Math.min(MOST_ROUNDS, Math.max(1, Number.parseInt(this.question.get("rounds"), 10) || 1));
  }

  #text(id) {
    if (!this.texts.has(id)) this.texts.set(id, text(id, this.index.root.data));
    return this.texts.get(id);
  }

  // ---- What is shown at once

  #lay(lines, first) {
    const into = document.querySelector(".found");
    const form = into.querySelector("form");
    while (form.nextSibling) form.nextSibling.remove();
    document.querySelector("main aside.facets").replaceChildren();
    form.querySelector("[name=q]").value = this.q;
    for (const one of form.querySelectorAll("[type=hidden]")) one.remove();
    for (const [name, value] of this.question) if (value && !["q", "page", "rounds", "cursor", "plain"].includes(name)) form.append(hidden(name, value));
    if (this.q) document.title = document.title.replace(/^.*?(?= · )/u, this.markup.dataset.search.replace("%s", () => this.q));
    into.append(this.#said(), ...this.#notices(), ...this.#chips(), this.#tally(first, lines.length));
    if (this.total > 1 && this.found.weighs) into.append(this.#orders());
    this.items = lines.map((line) => this.#hit(line));
    if (!lines.length) return into.append(this.part(".empty"));
    const hits = this.part(".hits");
    hits.start = first + 1;
    hits.replaceChildren(...this.items);
    into.append(hits, this.#pager(first, lines.length));
  }

  #said() {
    const said = this.part(".read-as");
    const there = said.querySelector("[data-there]");
    if (there) there.href = `${there.href.replace(/\/$/, "")}/search/?${this.question}`;
    return said;
  }

  #notices() {
    if (!this.found.notices.length) return [];
    const list = this.part(".notices");
    const known = new Map([...list.children].map((one) => [one.dataset.why, one]));
    list.replaceChildren(...this.found.notices.map((notice) => {
      const item = known.get(notice.why).cloneNode(true);
      if (notice.text) item.append(" ", element("q", notice.text));
      if (notice.why === "phrase") this.#more(item, notice);
      return item;
    }));
    return [list];
  }

  #more(item, notice) {
    const said = item.querySelector("span");
    said.textContent = said.textContent.replace(/\{(all|looked)\}/g, (_, name) => notice[name].toLocaleString("en"));
    const link = item.querySelector("a");
    if (this.#rounds() === MOST_ROUNDS) link.remove();
    else link.href = this.address((fields) => fields.set("rounds", this.#rounds() * 4));
  }

  #chips() {
    const list = this.part(".chosen");
    const chip = list.firstElementChild;
    list.replaceChildren();
    for (const { name, values, excluded } of this.filters) {
      for (const value of values) {
        const one = chip.cloneNode(true);
        const link = one.querySelector("a");
        link.href = this.address((fields) => without(fields, excluded ? `-${name}` : name, value));
        link.classList.toggle("excluded", excluded);
        one.querySelector("b").hidden = !excluded;
        one.querySelector(".of").textContent = this.title(name);
        one.querySelector("[data-value]").textContent = value;
        list.append(one);
      }
    }
    return list.children.length ? [list] : [];
  }

  title(name) {
    return this.markup.content.querySelector(`[data-facet=${name}] h2`).textContent;
  }

  #tally(first, shown) {
    const tally = this.part(".tally");
    const { one, many, soFar } = this.markup.dataset;
    const said = tally.querySelector("[role=status]");
    said.append(element("strong", this.total.toLocaleString("en")), ` ${this.total === 1 ? one : many}`);
    if (this.kept && !this.whole) said.append(` ${soFar}`);
    if (!shown) tally.querySelector(".narrow").remove();
    if (this.total > shown && shown) said.append(`, ${first + 1} – ${first + shown}`);
    return tally;
  }

  #orders() {
    const orders = this.part(".orders");
    for (const link of orders.querySelectorAll("a")) {
      link.href = this.address((fields) => (link.dataset.sort ? fields.set("sort", link.dataset.sort) : fields.delete("sort")));
      if ((this.question.get("sort") ?? "") === link.dataset.sort) link.setAttribute("aria-current", "true");
    }
    return orders;
  }

  #hit(line) {
    const item = this.part(".hits > li");
    const link = item.querySelector("h2 a");
    link.href = page(line.id);
    if (line.subject) link.replaceChildren(...marked(pieces(line.subject, lit(line.subject, this.found.lights))));
    if (line.subject === line.subject.toUpperCase() && /\p{Lu}/u.test(line.subject)) link.className = "caps";
    item.querySelector(".id").textContent = line.id;
    item.querySelector("[data-origin]").textContent = line.origin;
    item.querySelector(".date").textContent = line.created.slice(0, 10);
    const level = item.querySelector(".class");
    level.classList.add(`level-${levelOf(line.classification)}`);
    if (line.classification) level.replaceChildren(...line.classification.split("//").flatMap((part, at) => (at ? ["//", element("wbr"), part] : [part])));
    item.querySelector(".passage").remove();
    return item;
  }

  #pager(first, shown) {
    const pager = this.part(".pager");
    const total = this.total;
    const turn = (rel, to, is) => {
      const link = pager.querySelector(`[rel=${rel}]`);
      if (!is) return link.remove();
      link.href = this.address((fields) => (to > 1 ? fields.set("page", to) : fields.delete("page")));
    };
    turn("prev", this.number - 1, first > 0);
    turn("next", this.number + 1, first + shown < total);
    pager.querySelector("[data-place]").textContent = `${first + 1} – ${first + shown} / ${total.toLocaleString("en")}`;
    return total > shown ? pager : "";
  }

  // ---- What comes after

  async #passages(line, item) {
    const found = passages(await this.#text(line.id), this.found.lights);
    for (const one of found) {
      const passage = this.part(".passage");
      passage.querySelector("a").href = `${page(line.id)}#${one.anchor}`;
      passage.querySelector("[data-number]").textContent = one.number ? `\u00a0${one.number}` : "";
      passage.querySelector("[data-id]").textContent = line.id;
      passage.querySelector("[data-text]").replaceChildren(...marked(one.parts));
      item.append(passage);
    }
  }

  // Counts are of what was found; where a phrase is still to be looked for, of what has its words.
  async #narrow() {
    const aside = document.querySelector("main aside.facets");
    const kept = this.whole && this.kept ? new Set(this.kept) : null;
    for (const [name, facet] of Object.entries(FACETS)) {
      const own = (one) => one.name === name && !one.excluded && name !== "tag";
      const nodes = this.filters.filter((one) => !own(one)).map((one) => one.node);
      const set = this.found.narrowed(this.filters.some(own) ? nodes : null, kept);
      const box = await boxes(this, name, facet, set);
      if (box) aside.append(box);
    }
  }
}

export function element(name, said = "") {
  const made = document.createElement(name);
  made.textContent = said;
  return made;
}

// Takes one value of a field out of an address.
export function without(fields, name, value) {
  const kept = fields.getAll(name).filter((one) => one !== value);
  fields.delete(name);
  for (const one of kept) fields.append(name, one);
}

function hidden(name, value) {
  const made = element("input");
  Object.assign(made, { type: "hidden", name, value });
  return made;
}

const marked = (parts) => parts.map(([said, isLit]) => (isLit ? element("mark", said) : said));

// The style name of a classification, as reftel.reading_room.pieces has it.
function levelOf(name) {
  const [first, beside] = name.toUpperCase().split(/\/\/(.*)/s);
  if (first === "UNCLASSIFIED") return beside ? "sbu" : "u";
  return { CONFIDENTIAL: "c", SECRET: "s", "TOP SECRET": "ts", "LIMITED OFFICIAL USE": "lou" }[first] ?? "other";
}
