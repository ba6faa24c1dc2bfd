// Single keys for who reads with the keyboard. A page needs none of them. They are told on the page
// about understanding cables, which "?" shows in a dialog, and are turned off there or in the
// dialog: whoever dictates would press them without meaning to (WCAG 2.1.4).

const TOLD = new URL("../about/understanding-cables/", import.meta.url); // from the root
const KEPT = "reftel-keys-off"; // kept in this browser, sent to nobody

const stops = () => [...document.querySelectorAll(".para, pre.text .pilcrow, .hits > li, .cables tbody tr")];

function current(all) {
  const focused = all.findIndex((stop) => stop.contains(document.activeElement));
  if (focused >= 0) return focused;
  const line = window.innerHeight / 4;
  let found = -1;
  all.forEach((stop, at) => {
    if (stop.getBoundingClientRect().top <= line) found = at;
  });
  return found;
}

function step(by) {
  const all = stops();
  const next = all[current(all) + by];
  if (!next) return;
  window.scrollBy({ top: next.getBoundingClientRect().top - window.innerHeight / 4 + 1 });
  const link = next.matches("a") ? next : next.querySelector("a");
  link?.focus({ preventScroll: true });
}

function follow(rel) {
  document.querySelector(`main a[rel="${rel}"]`)?.click();
}

// In a cable that a search found: from lit word to lit word, and at the end to the next result.
const lit = [...document.querySelectorAll("a.hit[id]")];

function toLit(by, rel) {
  const line = window.innerHeight / 3;
  let at = lit.indexOf(document.activeElement);
  if (at < 0) at = lit.findLastIndex((one) => one.getBoundingClientRect().top < line) + (by < 0 ? 1 : 0);
  const next = lit[at + by];
  if (!next) return follow(rel);
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
}

// ---- Whether they do anything

let off = false;

function areOff() {
  try {
    return localStorage.getItem(KEPT) !== null;
  } catch {
    return off;
  }
}

function turn(on) {
  off = !on;
  try {
    if (on) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, "1");
  } catch {
    // The browser keeps nothing; it holds as long as the page does.
  }
}

function withSwitch(told) {
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = !areOff();
  box.addEventListener("change", () => turn(box.checked));
  label.append(box, ` ${told.dataset.switch}`);
  told.append(label);
}

const here = document.querySelector("#keys[data-switch]");
if (here) withSwitch(here);

// ---- The dialog that tells them

async function tell() {
  const shown = document.querySelector("dialog.keys");
  if (shown?.open) return shown.close();
  if (shown) shown.remove();
  if (here) return here.scrollIntoView();
  try {
    const page = new DOMParser().parseFromString(await (await fetch(TOLD)).text(), "text/html");
    const told = document.adoptNode(page.querySelector("#keys[data-switch]"));
    const heading = told.querySelector("h2");
    heading.id = "keys-told";
    withSwitch(told);
    const dialog = document.createElement("dialog");
    dialog.className = "keys";
    dialog.setAttribute("aria-labelledby", heading.id);
    const close = document.createElement("button");
    close.textContent = told.dataset.close;
    close.addEventListener("click", () => dialog.close());
    dialog.append(told, close);
    document.body.append(dialog);
    dialog.showModal();
    close.focus();
  } catch {
    location.assign(`${TOLD}#keys`);
  }
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  n: () => toLit(1, "next"),
  p: () => toLit(-1, "prev"),
  "/": () => document.querySelector("input[name=q]")?.focus(),
  "?": tell,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || areOff()) return;
  if (event.target.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]")) return;
  if (document.querySelector("dialog[open]") && event.key !== "?") return;
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
