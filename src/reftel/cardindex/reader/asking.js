// Reads what was typed, as reftel.search.query does, as far as a copy can answer it. Every text is
// a query: what cannot be read as written is read otherwise, and a notice says so.

import { words } from "./words.js";

const MOST_CHARACTERS = 1000;
const MOST_WORDS = 16; // each may cost a drawer and a list
const SHORTEST_BEGINNING = 2;
const VALUES = ["tag", "origin", "class"];
const YEARS = ["created", "year"];
// Fields that only the archive itself looks into.
const ELSEWHERE = ["kind", "from", "to", "info", "country", "region", "caption", "prec", "signer", "by", "ref", "id", "mark", "has", "released", "words", "cited", "para"];
const FIELDS = new Set(["subject", ...VALUES, ...YEARS, ...ELSEWHERE]);
const TOKEN = /(?<space>\s+)|(?<open>\()|(?<close>\))|(?<sign>[<>]=?|=)?(?:["“”„](?<quoted>(?:[^"“”\\]|\\.)*)["“”](?<tilde>~\d*)?|(?<=[<>=])(?<signed>[^\s()"“”„]+))|(?<quote>["“”„])|(?<minus>[-−–—](?=[^\s\-)]))|(?<field>[A-Za-z]+):|(?<spaced>[A-Z](?: [A-Z]){3,}(?=[\s)]|$))|(?<word>[^\s()"“”„]+)/suy;
const BARE = /[^\s()"“”„]+/uy;

// Gives { root, notices }. A node is { is: "all" }, { is: "and" | "or", parts }, { is: "not", part }, { is:
// "words", words, exact, subject }, { is: "begins", letters }, { is: "value", facet, text, whole } or
// { is: "years", first, last }.
export function asked(text) {
  const notices = [];
  const kept = shortened(text);
  if (kept !== text) notices.push({ why: "long" });
  const stream = within([...tokens(kept, notices)], notices);
  const reader = { stream, at: 0, notices };
  let root = null;
  while (reader.at < stream.length) { // a bracket that closes nothing is passed over
    root = joined("and", [root, either(reader, "")]);
    reader.at += 1;
  }
  if (!root && text.trim()) notices.push({ why: "none" });
  return { root: root ?? { is: "all" }, notices };
}

// The text, cut at a space where it is longer than a query may be.
export function shortened(text) {
  if (text.length <= MOST_CHARACTERS) return text;
  const cut = text.lastIndexOf(" ", MOST_CHARACTERS);
  return text.slice(0, cut > 0 ? cut : MOST_CHARACTERS);
}

// The filter of a facet: the values that were chosen, as ``reftel.search.narrowing`` joins them.
export function chosen(facet, values) {
  const parts = values.map((text) => ({ is: "value", facet, text, whole: true }));
  return joined(facet === "tag" ? "and" : "or", parts);
}

export function joined(is, parts) {
  const flat = parts.filter(Boolean).flatMap((part) => (part.is === is ? part.parts : [part]));
  return flat.length > 1 ? { is, parts: flat } : flat[0] ?? null;
}

export const opposite = (part) => (part.is === "not" ? part.part : { is: "not", part });

function* tokens(text, notices) {
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const found = match.groups;
    const sign = found.sign ?? "";
    if (found.open || found.close) yield { is: found.open ?? found.close };
    else if (found.quoted !== undefined) yield { is: "quoted", text: found.quoted.replace(/\\(.)/gsu, "$1"), sign, tilde: found.tilde };
    else if (found.signed) yield { is: "word", text: found.signed, sign };
    else if (found.quote) notices.push({ why: "quote" });
    else if (found.minus) yield { is: "NOT", text: "" };
    else if (found.field && FIELDS.has(found.field.toLowerCase())) yield { is: "field", text: found.field.toLowerCase() };
    else if (found.field) {
      BARE.lastIndex = match.index;
      const whole = BARE.exec(text)[0];
      TOKEN.lastIndex = match.index + whole.length;
      notices.push({ why: "unknown", text: whole });
      yield { is: "word", text: whole, sign: "" };
    } else if (found.word && ["AND", "OR", "NOT"].includes(found.word)) yield { is: found.word, text: found.word, sign: "" };
    else if (!found.space) yield { is: "word", text: found.spaced ?? found.word, sign: "" };
  }
}

function within(stream, notices) {
  let room = MOST_WORDS;
  const end = stream.findIndex((token) => {
    if (["word", "quoted"].includes(token.is)) room -= Math.max(1, words(token.text).length);
    return room < 0;
  });
  if (end < 0) return stream;
  notices.push({ why: "many" });
  return stream.slice(0, end);
}

const holds = (token) => token && ["word", "quoted", "field", "(", "NOT"].includes(token.is);

function either(reader, where) {
  const sides = [both(reader, where)];
  while (reader.stream[reader.at]?.is === "OR") {
    reader.at += 1;
    sides.push(both(reader, where));
  }
  return joined("or", sides);
}

function both(reader, where) {
  const parts = [];
  for (let token = reader.stream[reader.at]; token && token.is !== ")"; token = reader.stream[reader.at]) {
    const goesOn = parts.length && holds(reader.stream[reader.at + 1]);
    if (token.is === "OR" && goesOn) break;
    if (token.is === "AND" && goesOn) reader.at += 1;
    const part = one(reader, where);
    if (part) parts.push(part);
  }
  return joined("and", parts);
}

function one(reader, where) {
  let negated = false;
  while (reader.stream[reader.at].is === "NOT" && holds(reader.stream[reader.at + 1])) {
    negated = !negated;
    reader.at += 1;
  }
  const token = reader.stream[reader.at++];
  let part;
  if (token.is === "(") {
    part = either(reader, where);
    reader.at += 1;
  } else if (token.is === "field") part = inField(reader, token.text);
  else part = value(token, where, reader.notices);
  return negated && part ? opposite(part) : part;
}

function inField(reader, name) {
  const next = reader.stream[reader.at];
  if (!next || !(next.is === "(" || (["word", "quoted"].includes(next.is) && words(next.text).length))) {
    return wording({ is: "word", text: name, sign: "" }, "", reader.notices);
  }
  if (ELSEWHERE.includes(name)) {
    reader.notices.push({ why: "elsewhere", text: `${name}:` });
    one(reader, "");
    return null;
  }
  reader.at += 1;
  if (next.is !== "(") return value(next, name, reader.notices);
  const part = either(reader, name);
  reader.at += 1;
  return part;
}

function value(token, where, notices) {
  if (YEARS.includes(where)) return years(token, notices);
  if (!VALUES.includes(where)) return wording(token, where, notices);
  const text = token.text.replace(/[*~].*$/u, "");
  if (text !== token.text || (token.sign && token.sign !== "=")) notices.push({ why: "elsewhere", text: token.sign + token.text });
  if (!words(text).length) return null;
  return { is: "value", facet: where, text, whole: token.sign === "=" };
}

function wording(token, where, notices) {
  const found = words(token.text);
  if (!found.length) return null;
  const plain = { is: "words", words: found, exact: token.sign === "=", subject: where === "subject" };
  if (token.is === "quoted") {
    if (token.tilde) notices.push({ why: "near", text: token.text });
    return plain;
  }
  if (/~\d*$/u.test(token.text)) notices.push({ why: "elsewhere", text: token.text });
  const letters = found.at(-1);
  if (!/^[^*]+\*$/u.test(token.text) || letters.length < SHORTEST_BEGINNING || where === "subject") {
    if (token.text.includes("*")) notices.push({ why: "star", text: token.text });
    return plain;
  }
  const before = found.length > 1 ? { ...plain, words: found.slice(0, -1) } : null;
  return joined("and", [before, { is: "begins", letters }]);
}

// Years; of a month or a day the year that it lies in.
function years(token, notices) {
  const found = /^(?<sign>[<>]=?|=)?(?<one>\d{4})?(?<rest>(?:-\d{1,2}){0,2})(?<dots>\.\.(?<other>\d{4})?(?<tail>(?:-\d{1,2}){0,2}))?$/u.exec((token.sign ?? "") + token.text)?.groups;
  if (!found || !(found.one || found.other)) {
    notices.push({ why: "date", text: token.text });
    return wording({ ...token, sign: "" }, "", notices);
  }
  if (found.rest || found.tail) notices.push({ why: "year", text: token.text });
  const [one, other] = [found.one && Number(found.one), found.other && Number(found.other)];
  const by = found.rest || (found.sign ?? "").length !== 1 ? 0 : 1;
  if (found.sign?.startsWith(">")) return { is: "years", first: one + by, last: 9999 };
  if (found.sign?.startsWith("<")) return { is: "years", first: 0, last: one - by };
  const ends = found.dots ? [one ?? 1, other ?? 9999] : [one, one];
  return { is: "years", first: Math.min(...ends), last: Math.max(...ends) };
}
