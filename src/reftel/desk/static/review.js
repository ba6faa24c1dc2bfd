// The queue and the page of a cable, worked through with the keyboard. Neither needs this script.
// Keys are told on the page ("?") and turned off there: whoever dictates would press them without
// meaning to (WCAG 2.1.4). What a form on a cable's page is answered with takes the place of the
// page: one request, and the next cable is there.

const KEPT = "reftel-keys-off"; // kept in this browser, sent to nobody
const CODE = "reftel-desk-code"; // the code that was chosen last

function kept(store, key, value) {
  try {
    if (value === undefined) return store.getItem(key);
    if (value === null) store.removeItem(key);
    else store.setItem(key, value);
  } catch {
    // The browser keeps nothing.
  }
  return null;
}

const find = (what) => document.querySelector(what);
const onCable = () => find("[data-cable]") !== null;

// ---- Forms of a cable: sent, and the answer shown in place

async function send(form, button) {
  const address = button?.hasAttribute("formaction") ? button.formAction : form.action;
  const body = new FormData(form, button);
  for (const one of form.querySelectorAll("button")) one.disabled = true;
  let answer;
  try {
    answer = await fetch(address, { method: "POST", body, headers: { "X-Next": "page" } });
  } catch {
    for (const one of form.querySelectorAll("button")) one.disabled = false;
    return tell("The server cannot be reached: nothing was sent. Try again.");
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!page.querySelector("[data-cable]")) return location.assign(answer.url);
  const there = answer.headers.get("Content-Location");
  if (there) history.pushState(null, "", there);
  show(page, form.id);
}

function show(page, from) {
  document.title = page.title;
  find("main").replaceWith(document.adoptNode(page.querySelector("main")));
  prepare();
  if (from === "pass") {
    window.scrollTo(0, 0);
    find("#top").focus({ preventScroll: true });
  } else {
    find(".told li.error, #marks-head, #top")?.scrollIntoView({ block: "nearest" });
  }
}

function tell(words) {
  const told = document.createElement("ul");
  told.className = "told";
  told.setAttribute("role", "alert");
  const item = document.createElement("li");
  item.className = "error";
  item.textContent = words;
  told.append(item);
  find("main .told")?.remove();
  find("main").prepend(told);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!onCable() || !form.closest("[data-cable]") || form.method !== "post") return;
  event.preventDefault();
  if (form.id === "marking") kept(sessionStorage, CODE, form.elements.code.value);
  send(form, event.submitter);
});

window.addEventListener("popstate", () => location.reload());

// ---- What is selected in the text

function points(node) {
  if (node.nodeType === Node.TEXT_NODE) return [...node.data].length;
  if (node.classList?.contains("letter")) return 0;
  if (node.classList?.contains("unseen")) return 1;
  return [...node.childNodes].reduce((sum, child) => sum + points(child), 0);
}

function place(text, node, offset) {
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(node, offset);
  const lines = before.cloneContents();
  const last = [...lines.querySelectorAll(".line")].pop();
  if (!last) return 0;
  return Number(last.dataset.at) + points(last) + (lines.lastChild === last ? 0 : 1);
}

function takeSelection() {
  const text = find("#text");
  const form = find("#marking");
  const selected = document.getSelection();
  if (!text || !form || !selected.rangeCount || selected.isCollapsed) return form?.elements.mark_words.focus();
  const range = selected.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return form.elements.mark_words.focus();
  form.elements.start.value = place(text, range.startContainer, range.startOffset);
  form.elements.end.value = place(text, range.endContainer, range.endOffset);
  const words = range.cloneContents();
  for (const letter of words.querySelectorAll(".letter")) letter.remove();
  form.elements.mark_words.value = words.textContent.trim().replace(/\s+/g, " ");
  form.elements.code.value = kept(sessionStorage, CODE) ?? form.elements.code.value;
  form.querySelector("button").focus();
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.id !== "marking" || event.target.name !== "mark_words") return;
  form.elements.start.value = form.elements.end.value = ""; // typed by hand: looked for by the words
});

// ---- Keys

const links = () => [...document.querySelectorAll("table.cables .what a")];

function step(by) {
  const all = links();
  const at = all.findIndex((link) => link.closest("tr").contains(document.activeElement));
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
  if (next) next.focus();
  else find(by > 0 ? "a[rel=next]" : "a[rel=prev]")?.click();
}

function openKeys() {
  const keys = find("#keys");
  keys.open = !keys.open;
  if (keys.open) keys.querySelector("summary").focus();
}

const inQueue = {
  j: () => step(1),
  k: () => step(-1),
  x: () => document.activeElement.closest("tr")?.querySelector("input[name=id]")?.click(),
  "/": () => {
    find("details.filters").open = true;
    find("#f-q").focus();
  },
  "?": openKeys,
};
const inCable = {
  j: () => find("a[rel=next]")?.click(),
  k: () => find("a[rel=prev]")?.click(),
  r: () => find("#review")?.click(),
  a: () => find("#approve")?.click(),
  m: takeSelection,
  p: () => find(".marks .proposed .accept")?.click(),
  n: () => find("#words")?.focus(),
  "?": openKeys,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
  if (kept(localStorage, KEPT) !== null) return;
  if (event.target.closest("input:not([type=checkbox]), select, textarea")) return;
  const act = (onCable() ? inCable : inQueue)[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

function prepare() {
  const box = find("#keys-on");
  if (!box) return;
  box.closest("[hidden]").hidden = false;
  box.checked = kept(localStorage, KEPT) === null;
  box.addEventListener("change", () => kept(localStorage, KEPT, box.checked ? null : "1"));
}

prepare();
