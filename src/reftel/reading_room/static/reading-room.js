// Makes better a page that already works: whole addresses to cite, copying that of a
// paragraph, and keys.
// j, k: next and previous paragraph or hit. n, p: next and previous word that was searched for,
// and where there is none, cable or page. /: search.

for (const cited of document.querySelectorAll(".permanent")) {
  if (cited.textContent.startsWith("/")) cited.prepend(location.origin, document.createElement("wbr"));
}

const stops = () => [...document.querySelectorAll(".para, pre.text .pilcrow, .hits > li, .cables tbody tr")];
const said = document.createElement("p");
said.className = "said";
said.setAttribute("role", "status");
document.body.append(said);

function say(text) {
  said.textContent = text;
  said.classList.add("shown");
  setTimeout(() => said.classList.remove("shown"), 1800);
}

document.addEventListener("say", (event) => say(event.detail));

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

const keys = {
  j: () => step(1),
  k: () => step(-1),
  n: () => toLit(1, "next"),
  p: () => toLit(-1, "prev"),
  "/": () => document.querySelector("input[name=q]")?.focus(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, select, textarea")) return;
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a.pilcrow");
  if (!link || !navigator.clipboard) return;
  try {
    await navigator.clipboard.writeText(link.href);
    say(document.querySelector("[data-copied]").dataset.copied);
  } catch {
    // The browser does not allow it; the link itself was followed, which is enough.
  }
});
