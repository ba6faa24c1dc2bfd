// What was typed and stands for one cable, as reftel.reading_room.searching.straight reads it.

import { cited, isThere, page } from "./texts.js";
import { words } from "./words.js";

const ADDRESS = /(?:\/(?:cables?|reftel)\/(?:[0-9]{4}\/[0-9]{1,2}\/)?|\/cable\.php\?(?:[^#\s]{0,80}&)?id=)([^/?#&\s]+)\S*?(#[A-Za-z][A-Za-z0-9-]{0,40})?$/i;
const NUMBERED = /^(?:19|20)?([0-9]{2}) ?([a-z][a-z ]{1,60}?) ?0*([1-9][0-9]{0,7})$/;
const ID = /^[0-9]{2,4}[A-Z][A-Z.'-]*[0-9]+[A-Z]?$/;

// The ids that a text may mean, and the place in the cable; none where words are meant.
export function meant(text) {
  const trimmed = text.trim();
  const address = ADDRESS.exec(trimmed);
  if (!address && /["“”„:=*~()]/u.test(trimmed)) return { ids: [], place: "" };
  const bare = (address ? decoded(address[1]).replace(/\.html?$/i, "") : trimmed).replace(/_[A-Za-z]$/, "").replace(/^#|[.,;]+$/gu, "");
  const read = NUMBERED.exec(words(bare).join(" "));
  const ids = ID.test(bare.toUpperCase()) ? [bare.toUpperCase()] : [];
  if (read) ids.push(read[1] + read[2].replaceAll(" ", "").toUpperCase() + read[3]);
  return { ids: [...new Set(ids)], place: address?.[2] ?? "" };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch { // it stands for no letters
    return part;
  }
}

// The address of the page of the cable that a text stands for; empty where it stands for none.
export async function straight(index, text) {
  const { ids, place } = meant(text);
  for (const id of ids) {
    const key = words(id).join("");
    if (key && await index.card("forms", key)) {
      const address = page(id);
      if (await isThere(address)) return address + place;
    }
  }
  return ids.length ? elsewhere(ids) : "";
}

// A cable that was withdrawn, or that others refer to, has a page of its own.
async function elsewhere(ids) {
  for (const id of ids) {
    for (const address of [page(id), cited(id)]) if (await isThere(address)) return address;
  }
  return "";
}
