// What a word is: as reftel.search.folding has it, so that a copy finds what the archive finds.

const ALNUM = "[\\p{L}\\p{N}]";
const LETTER = "[\\p{L}\\p{Nl}\\p{No}]";
export const WORD = new RegExp(`${ALNUM}+`, "gu");
const MARK = /[\p{M}\p{Cf}]/u;
const IS_WORD = new RegExp(`^${ALNUM}$`, "u");
const APOSTROPHE = new RegExp(`'(?:[sS](?!${ALNUM}))?`, "gu");
const SPACED = new RegExp(`(?<!${ALNUM})[A-Z](?: [A-Z]){3,}(?!${ALNUM})`, "gu");
const POINT = new RegExp(`(?<=(?<!${ALNUM})${LETTER})\\.(?=${LETTER}(?!${ALNUM}))`, "gu");
const APOSTROPHES = "’‘ʼ＇";
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ħ: "h", ŧ: "t", ŋ: "ng", ĸ: "k", ſ: "s", ς: "σ" };

function folded(sign) {
  if (APOSTROPHES.includes(sign)) return "'";
  if (MARK.test(sign)) return "";
  const apart = [...sign.toLowerCase().normalize("NFKD").toLowerCase()];
  return apart.filter((one) => IS_WORD.test(one)).map((one) => LETTERS[one] ?? one).join("") || " ";
}

// The text with only its words left to tell apart.
export function plain(text) {
  return text
    .replace(/[^\x00-\x7f]/gu, folded)
    .replace(APOSTROPHE, "")
    .replace(SPACED, (run) => run.replaceAll(" ", ""))
    .replace(POINT, "")
    .toLowerCase();
}

// The words of a text, folded, in order.
export const words = (text) => plain(text).match(WORD) ?? [];

// Whether one text stands before another in the order of code points, which is that of drawers.
export function isBefore(one, other) {
  const [left, right] = [[...one], [...other]];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const by = left[at].codePointAt(0) - right[at].codePointAt(0);
    if (by) return by < 0;
  }
  return left.length < right.length;
}
