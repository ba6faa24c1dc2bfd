// Makes citing quicker: a button that copies, the paragraph in the address, words that are
// selected. Without script all of it can be selected, and "Cite a paragraph" has the rest.

const box = document.querySelector("[data-cite]");
const said = (text) => document.dispatchEvent(new CustomEvent("say", { detail: text }));

async function copy(text, html) {
  try {
    const parts = { "text/plain": new Blob([text], { type: "text/plain" }) };
    if (html) parts["text/html"] = new Blob([html], { type: "text/html" });
    await navigator.clipboard.write([new ClipboardItem(parts)]);
    said(box.dataset.copied);
  } catch {
    // The browser does not allow it; what was to be copied can be selected.
  }
}

if (box && navigator.clipboard) {
  for (const cited of document.querySelectorAll(".citable")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = box.dataset.copy;
    button.addEventListener("click", () => {
      const own = cited.cloneNode(true);
      own.querySelectorAll("button").forEach((one) => one.remove());
      const words = own.textContent.trim();
      copy(words, own.querySelector("i") ? own.innerHTML.replaceAll("<wbr>", "") : "");
    });
    if (cited.matches("p, dd")) cited.append(button);
    else cited.after(button);
  }
}

// The paragraph that the address names is the one to cite.
const each = document.querySelector(".cite .each");
const label = each?.textContent;

function follow() {
  if (!each) return;
  const at = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const place = at?.matches(".para, .pilcrow") ? at.id.replace(/^par/, "") : "";
  each.href = box.dataset.cite + (place ? `?par=${encodeURIComponent(place)}` : "");
  each.textContent = label + (place ? ` (¶${place})` : "");
}

follow();
addEventListener("hashchange", follow);

// ---- Words of one paragraph that are selected: their address, and how to cite them

const LONGEST = 160;
const ENDS = 6;

let offer = null;
const paragraphOf = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".para");
const ink = (text) => text.replace(/\s+/g, "");

function textOf(range) {
  const held = range.cloneContents();
  held.querySelectorAll(".margin").forEach((one) => one.remove());
  held.querySelectorAll("br, p").forEach((one) => one.before(" "));
  return held.textContent;
}

// A range of whole words inside one paragraph, made longer at its front until it is the first of its kind.
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0).cloneRange();
  const para = paragraphOf(range.startContainer);
  if (!para) return null;
  if (paragraphOf(range.endContainer) !== para) range.setEnd(para, para.childNodes.length);
  const before = document.createRange();
  before.setStart(para, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const whole = document.createRange();
  whole.selectNodeContents(para);
  const all = textOf(whole);
  let ahead = textOf(before).trimEnd();
  let words = textOf(range).trim();
  if (!words) return null;
  while (ahead && ink(all).indexOf(ink(words)) < ink(ahead).length) {
    const last = ahead.search(/\S+$/);
    words = `${ahead.slice(last)} ${words}`;
    ahead = ahead.slice(0, last).trimEnd();
  }
  return { para, words: words.replace(/\s+/g, " "), range };
}

function brief(words) {
  if (words.length <= LONGEST) return words;
  const every = words.split(" ");
  return `${every.slice(0, ENDS).join(" ").slice(0, LONGEST)}…${every.slice(-ENDS).join(" ").slice(-LONGEST)}`;
}

function offered() {
  offer?.remove();
  offer = null;
  const found = box && selected();
  if (!found) return;
  const place = found.para.id.replace(/^par/, "");
  const asked = new URLSearchParams({ words: brief(found.words), par: place });
  offer = document.createElement("div");
  offer.className = "to-words";
  const link = document.createElement("a");
  link.href = `${location.pathname}?${asked}#${encodeURIComponent(found.para.id)}`;
  link.textContent = box.dataset.words;
  link.addEventListener("click", (event) => {
    if (!navigator.clipboard) return;
    event.preventDefault();
    copy(link.href);
  });
  const cite = document.createElement("a");
  cite.href = `${box.dataset.cite}?${asked}`;
  cite.textContent = box.dataset.quote;
  offer.append(link, cite);
  document.querySelector("main").append(offer);
  const at = found.range.getBoundingClientRect();
  offer.style.top = `${at.bottom + scrollY + 8}px`;
  offer.style.left = `${Math.max(8, Math.min(at.left + scrollX, document.documentElement.clientWidth - offer.offsetWidth - 8))}px`;
}

if (box) {
  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(offered, 250);
  });
}
