// Makes better a page that already works: whole addresses to cite, and copying that of a paragraph.

const ROOT = new URL("..", import.meta.url).href.slice(0, -1);

for (const cited of document.querySelectorAll(".permanent")) {
  if (cited.textContent.startsWith("/")) cited.prepend(ROOT, document.createElement("wbr"));
}

// A page that was asked a question and does not repeat it: this host only hands out files. A search
// is answered by the index that lies beside the pages, where one does.
const still = document.querySelector(".still");
const question = new URLSearchParams(location.search);
const atRest = document.querySelector("#at-rest");
if (atRest && [...question].some(([name, value]) => value.trim() && name !== "page" && name !== "cursor")) {
  import(new URL("../search/showing.js", import.meta.url)).then(({ show }) => show(question)).then((done) => done || tell(), tell);
} else tell();

// Says that nobody here can answer.
function tell() {
  for (const box of still ? document.querySelectorAll("main [name=q], main [name=citation]") : []) {
    if (!question.get(box.name)?.trim() || box.defaultValue.trim()) continue;
    box.value = question.get(box.name);
    const there = still.querySelector("[data-there]");
    const path = location.href.slice(ROOT.length).split("#")[0];
    if (there) there.href = there.href.replace(/\/$/, "") + path;
    still.hidden = false;
    break;
  }
}

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

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a.pilcrow");
  if (!link || !navigator.clipboard) return;
  try {
    await navigator.clipboard.writeText(link.href);
    say(document.querySelector(".colophon").dataset.copied);
  } catch {
    // The browser does not allow it; the link itself was followed, which is enough.
  }
});
