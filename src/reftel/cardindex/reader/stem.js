// The stem of an English word: Porter 2, as the Snowball project describes it
// (snowballstem.org/algorithms/english/stemmer.html), which is what the archive's own search asks.

const SPECIAL = new Map(Object.entries({
  skis: "ski", skies: "sky", idly: "idl", gently: "gentl",
  ugly: "ugli", early: "earli", only: "onli", singly: "singl",
  sky: "sky", news: "news", howe: "howe", atlas: "atlas", cosmos: "cosmos", bias: "bias", andes: "andes",
}));
const LEFT = new Set(["inning", "outing", "canning", "herring", "earring", "evening", "proceed", "exceed", "succeed"]);
const DOUBLE = /(?<!^[aeo])(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/;
const SHORT = /(?:^|[^aeiouy])[aeiouy][^aeiouywxY]$|^[aeiouy][^aeiouy]$|^past$/;
const SECOND = [
  ["ization", "ize"], ["ational", "ate"], ["fulness", "ful"], ["ousness", "ous"], ["iveness", "ive"],
  ["tional", "tion"], ["biliti", "ble"], ["lessli", "less"], ["entli", "ent"], ["ation", "ate"],
  ["alism", "al"], ["aliti", "al"], ["ousli", "ous"], ["iviti", "ive"], ["fulli", "ful"], ["enci", "ence"],
  ["anci", "ance"], ["abli", "able"], ["izer", "ize"], ["ator", "ate"], ["alli", "al"], ["bli", "ble"],
  ["ogist", "og"], ["ogi", "og"], ["li", ""],
];
const THIRD = [
  ["ational", "ate"], ["tional", "tion"], ["alize", "al"], ["icate", "ic"], ["iciti", "ic"], ["ative", ""],
  ["ical", "ic"], ["ness", ""], ["ful", ""],
];
const FOURTH = ["ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "al", "er", "ic"];

const LONGEST = 64; // bytes
const bytes = new TextEncoder();

// Empty for a word too long to be kept; a single letter is the stem of itself alone.
export function stem(word) {
  if (bytes.encode(word).length >= LONGEST) return "";
  const found = porter(word);
  return [...found].length > 1 ? found : word;
}

function porter(word) {
  if ([...word].length <= 2) return word;
  if (SPECIAL.has(word)) return SPECIAL.get(word);
  let w = word.replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
  const first = /^(?:gener|commun|arsen|past|univers|later|emerg|organ|inter)/.exec(w)?.[0].length ?? after(w, 0);
  const second = after(w, first);
  const ends = (end, from) => w.endsWith(end) && w.length - end.length >= from;
  const cut = (end, by = "") => w.slice(0, w.length - end.length) + by;

  if (w.endsWith("sses")) w = cut("es");
  else if (w.endsWith("ied") || w.endsWith("ies")) w = cut("ied", w.length > 4 ? "i" : "ie");
  else if (/(?:us|ss)$/.test(w)) w = cut("");
  else if (w.endsWith("s") && /[aeiouy]/.test(w.slice(0, -2))) w = cut("s");
  if (LEFT.has(w)) return w;

  const past = /(?:eedly|ingly|edly|eed|ing|ed)$/.exec(w)?.[0] ?? "";
  if (past === "eed" || past === "eedly") {
    if (ends(past, first)) w = cut(past, "ee");
  } else if (past === "ing" && /^[^aeiouy]ying$/u.test(w)) {
    w = cut("ying", "ie");
  } else if (past && /[aeiouy]/.test(cut(past))) {
    w = cut(past);
    if (/(?:at|bl|iz)$/.test(w)) w += "e";
    else if (DOUBLE.test(w)) w = w.slice(0, -1);
    else if (first >= w.length && SHORT.test(w)) w += "e";
  }
  if (/.[^aeiouy][yY]$/u.test(w)) w = `${w.slice(0, -1)}i`;

  const [from, to] = SECOND.find(([end]) => w.endsWith(end)) ?? ["", ""];
  if (from && ends(from, first)) {
    if (from === "ogi") w = w.endsWith("logi") ? cut(from, to) : w;
    else if (from === "li") w = /[cdeghkmnrt]li$/.test(w) ? cut(from) : w;
    else w = cut(from, to);
  }
  const [long, by] = THIRD.find(([end]) => w.endsWith(end)) ?? ["", ""];
  if (long && ends(long, first) && (long !== "ative" || ends(long, second))) w = cut(long, by);
  const last = FOURTH.find((end) => w.endsWith(end));
  if (last && ends(last, second) && (last !== "ion" || /[st]ion$/.test(w))) w = cut(last);

  if (w.endsWith("e")) {
    if (ends("e", second) || (ends("e", first) && !SHORT.test(w.slice(0, -1)))) w = cut("e");
  } else if (w.endsWith("ll") && ends("l", second)) w = cut("l");
  return w.replaceAll("Y", "y");
}

// Where the region behind the first vowel and the consonant after it begins.
function after(w, from) {
  const found = /[aeiouy][^aeiouy]/u.exec(w.slice(from));
  return found ? from + found.index + found[0].length : w.length;
}
