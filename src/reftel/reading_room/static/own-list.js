// Makes better what already works: while this tab is open it remembers the list that its reader
// has opened, so that a cable or a list that is opened next can be put on it. Nothing is sent
// anywhere, no other tab knows of it, and it is gone when the tab is.

const KEY = "reftel.list";

function remembered() {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    return ""; // the browser allows nothing to be kept: pages work as without script
  }
}

function remember(list) {
  try {
    if (list) sessionStorage.setItem(KEY, list);
    else sessionStorage.removeItem(KEY);
  } catch {
    // as above
  }
}

const own = document.querySelector("[data-own]");
if (own) remember(own.dataset.own);

const open = own ? "" : remembered();
if (open) {
  const fields = new URLSearchParams(open);
  for (const link of document.querySelectorAll("a[data-add]")) {
    const there = fields.getAll("id").includes(link.dataset.add);
    link.textContent = there ? link.dataset.on : link.dataset.more;
    link.href = new URL(`../list/?${open}`, import.meta.url) + (there ? "" : `&add=${encodeURIComponent(link.dataset.add)}`);
  }
  const listed = new URLSearchParams([...fields].map(([name, value]) => [name === "id" ? "list" : name, value]));
  for (const link of document.querySelectorAll("a[data-collect]")) {
    link.href = link.getAttribute("href").replace(/list=$/, listed.toString());
  }
}
