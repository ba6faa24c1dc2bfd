// Makes better a page that already works: whole addresses to cite, and copying that of a paragraph.

const ROOT = new URL("..", import.meta.url).href.slice(0, -1);

for (const cited of document.querySelectorAll(".permanent")) {
  if (cited.textContent.startsWith("/")) cited.prepend(ROOT, document.createElement("wbr"));
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
