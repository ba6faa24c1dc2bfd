// The text of a cable, from its page in this mirror, and where in it stands what was asked for.

import { stem } from "./stem.js";
import { words } from "./words.js";

const ROOT = new URL("../", import.meta.url); // of the mirror
const WIDTH = 260; // characters of a passage
const BEGINNING = 30_000; // characters of a cable that are looked at first
const RUN = /[\p{L}\p{N}\p{M}\p{Cf}.'’‘ʼ＇]+/gu;

const path = (id) => id.split("/").map(encodeURIComponent).join("/");
export const page = (id) => new URL(`cable/${path(id)}/`, ROOT).href;
export const isThere = async (address) => (await fetch(address, { method: "HEAD" })).ok;
export const cited = (id) => new URL(`reftel/${path(id)}/`, ROOT).href;

// Gives { pieces, paragraphs }: the texts that no phrase reaches out of, and { anchor, number, text } of each paragraph.
export async function text(id, data) {
  const answer = await fetch(data ? new URL(`cable/${path(id)}.json`, ROOT) : page(id));
  if (!answer.ok) throw new Error(`${id}: ${answer.status}`);
  return data ? ofRecord(await answer.json()) : ofPage(new DOMParser().parseFromString(await answer.text(), "text/html"));
}

function ofRecord(record) {
  const lines = [record.subject, record.id, ...record.captions, record.classified_by, record.signer];
  for (const one of record.references) lines.push(one.text, one.target);
  for (const one of record.paragraphs) lines.push(one.heading, one.text);
  return { subject: record.subject, pieces: lines.filter(Boolean), paragraphs: record.paragraphs };
}

function ofPage(shown) {
  const paragraphs = [...shown.querySelectorAll("main .para")].map((one) => {
    const number = one.querySelector(".margin b")?.textContent.replace(/\.$/, "") ?? null;
    for (const beside of one.querySelectorAll(".margin, .hidden")) beside.remove();
    return { anchor: one.id, number, text: one.textContent };
  });
  const subject = shown.querySelector("main h1")?.textContent ?? "";
  const rest = [...shown.querySelectorAll("main .opening dd, main .signer, main .text h3, main .text h4")];
  return { subject, pieces: [subject, ...rest.map((one) => one.textContent), ...paragraphs.map((one) => one.text)], paragraphs };
}

// Whether the words of a clause stand side by side in one piece.
export function stands(clause, { subject, pieces }) {
  const wanted = clause.exact ? clause.words : clause.words.map(stem);
  return (clause.subject ? [subject] : pieces).some((piece) => {
    const held = clause.exact ? words(piece) : words(piece).map(stem);
    return held.some((_, at) => wanted.every((one, by) => held[at + by] === one));
  });
}

// The two paragraphs that hold most of what was asked for, of a long cable those of its beginning where two hold all, each { anchor, number, parts } with parts of [text, isLit].
export function passages({ paragraphs }, lights) {
  let end = -1;
  const found = paragraphs.map((one, at) => ({ ...one, at, end: end += one.text.length + 1, lit: lit(one.text, lights) }))
    .filter((one) => one.lit.length);
  const kinds = ({ lit: spans }) => new Set(spans.map((span) => span.clause)).size;
  const worth = (one) => kinds(one) + one.lit.length / (one.lit.length + 10);
  const foremost = found.filter((one) => one.end < BEGINNING && kinds(one) === lights.length);
  const best = (foremost.length < 2 ? found : foremost).sort((one, other) => worth(other) - worth(one) || one.at - other.at).slice(0, 2);
  const shown = best.length ? best : paragraphs.slice(0, 1).map((one) => ({ ...one, at: 0, lit: [] }));
  return shown.sort((one, other) => one.at - other.at).map((one) => ({ ...one, parts: parts(one.text, one.lit) }));
}

// Where the words of the clauses stand in a text.
export function lit(text, lights) {
  const held = [...text.matchAll(RUN)].flatMap((run) => words(run[0]).map((word) => (
    { word, stem: stem(word), start: run.index, end: run.index + run[0].replace(/[.'’]+$/u, "").length })));
  const spans = [];
  lights.forEach((light, clause) => {
    held.forEach((one, at) => {
      const long = fits(light, held, at);
      if (long) spans.push({ start: one.start, end: held[at + long - 1].end, clause });
    });
  });
  return spans.sort((one, other) => one.start - other.start);
}

// How many words from a place on are what a clause asks for.
function fits(light, held, at) {
  if (light.is === "begins") return held[at].word.startsWith(light.letters) ? 1 : 0;
  const is = (word, one) => one && (light.exact ? one.word === word : one.stem === stem(word));
  return light.words.every((word, by) => is(word, held[at + by])) ? light.words.length : 0;
}

// A stretch of a text about its first lit words.
function parts(text, spans) {
  let begin = 0;
  if (text.length > WIDTH && spans.length && spans[0].start > WIDTH / 2) {
    begin = Math.max(0, text.indexOf(" ", spans[0].start - WIDTH / 4) + 1);
  }
  const cut = text.length > begin + WIDTH ? text.lastIndexOf(" ", begin + WIDTH) : text.length;
  const end = cut > begin ? cut : begin + WIDTH;
  const found = pieces(text, spans, begin, end);
  return [[begin ? "… " : "", false], ...found, [end < text.length ? " …" : "", false]];
}

export function pieces(text, spans, begin = 0, end = text.length) {
  const found = [];
  let at = begin;
  for (const span of spans) {
    if (span.start < at || span.end > end) continue;
    found.push([text.slice(at, span.start), false], [text.slice(span.start, span.end), true]);
    at = span.end;
  }
  return [...found, [text.slice(at, end), false]].filter(([one]) => one);
}
