// The boxes beside the hits: the values of a facet with their counts, to choose or to leave out.

import { without } from "./showing.js";

const VALUES = 8; // shown of a facet
const YEARS = 60;

// The box of a facet in what was found; null where there is nothing to offer.
export async function boxes(page, name, facet, set) {
  const counts = await page.index.counts(facet, set, name === "year" ? YEARS : VALUES);
  if (name === "year") counts.sort((one, other) => (one.value < other.value ? -1 : 1));
  const standing = new Map(page.filters.filter((one) => one.name === name).flatMap((one) => one.values.map((value) => [value, one.excluded])));
  const known = new Map(counts.map((one) => [one.value, one.count]));
  const shown = [...standing.keys()].filter((value) => !known.has(value)).map((value) => ({ value, count: null }));
  if (!counts.length && !shown.length) return null;
  const box = page.part(`[data-facet=${name}]`);
  const list = box.querySelector("ul");
  const item = list.firstElementChild;
  list.replaceChildren(...[...shown, ...counts].map((one) => filled(page, name, item.cloneNode(true), one, standing.get(one.value))));
  return box;
}

// ``excluded`` is undefined where a value is neither chosen nor left out.
function filled(page, name, item, { value, count }, excluded) {
  const [choose, leave] = item.querySelectorAll("a");
  const change = (field, stands) => page.address((fields) => {
    without(fields, name, value);
    without(fields, `-${name}`, value);
    if (!stands) fields.append(field, value);
  });
  choose.href = change(name, excluded === false);
  leave.href = change(`-${name}`, excluded === true);
  choose.querySelector("span").textContent = value;
  choose.querySelector("small").textContent = count === null ? "" : count.toLocaleString("en");
  if (excluded === false) choose.setAttribute("aria-current", "true");
  else choose.querySelector("[data-chosen]").remove();
  if (excluded === true) leave.setAttribute("aria-current", "true");
  leave.ariaLabel = `${leave.textContent} ${value}`;
  item.classList.toggle("excluded", excluded === true);
  return item;
}
