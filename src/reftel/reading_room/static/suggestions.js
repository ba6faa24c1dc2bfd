// Suggestions under the search box while words are typed: the combobox pattern of ARIA 1.2.
// Down and up choose, Enter searches, Escape closes. Without script /suggest/ is the same list.

const PAUSE = 120; // milliseconds without a key before the archive is asked

let isCopy = false; // of the archive, which hands out files and has no suggestions

for (const box of document.querySelectorAll('form[action$="search/"] input[name=q]')) attach(box);

function attach(box) {
  const list = document.createElement("ul");
  list.id = `${box.id}-suggestions`;
  list.className = "offers";
  list.role = "listbox";
  list.ariaLabel = document.querySelector("[data-suggestions]").dataset.suggestions;
  list.hidden = true;
  box.parentElement.classList.add("offering");
  box.after(list);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
    "aria-haspopup": "listbox",
    autocapitalize: "off",
    spellcheck: "false",
  })) box.setAttribute(name, value);

  let asked = null;
  let waiting = 0;

  const active = () => list.querySelector("[aria-selected=true]");

  function close() {
    clearTimeout(waiting);
    asked?.abort();
    list.hidden = true;
    list.replaceChildren();
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function point(to) {
    active()?.setAttribute("aria-selected", "false");
    if (!to) return box.removeAttribute("aria-activedescendant");
    to.setAttribute("aria-selected", "true");
    to.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", to.id);
  }

  function choose(option) {
    box.value = option.dataset.text;
    close();
    box.form.requestSubmit();
  }

  function show([, texts, notes, , { titles }]) {
    list.replaceChildren(...texts.map((text, at) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${at}`;
      option.role = "option";
      option.dataset.text = text;
      option.setAttribute("aria-selected", "false");
      const note = document.createElement("small");
      note.textContent = notes[at];
      option.append(titles[at], " ", note);
      return option;
    }));
    list.hidden = !texts.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    box.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    asked?.abort();
    if (!box.value.trim() || isCopy) return close();
    asked = new AbortController();
    const typed = box.value;
    try {
      const answer = await fetch(new URL(`../suggest.json?q=${encodeURIComponent(typed)}`, import.meta.url), { signal: asked.signal });
      isCopy = answer.status === 404;
      const found = answer.ok ? await answer.json() : null;
      if (found && box.value === typed && document.activeElement === box) show(found);
    } catch {
      // Overtaken by the next key, or the archive is out of reach: the box works as before.
    }
  }

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const options = [...list.children];
    const at = options.indexOf(active());
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return void ask();
      // One place more than there are options: between the last and the first stands the box.
      const by = event.key === "ArrowDown" ? 1 : -1;
      const next = (at + 1 + by + options.length + 1) % (options.length + 1);
      point(options[next - 1]);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      choose(options[at]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // once closes, twice empties the box
      close();
    }
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
}
