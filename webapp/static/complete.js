// Completion of what is being typed in the search box: a combobox with a list of options, as the ARIA Authoring
// Practices describe it. Without this file, or without an answer, the box is the plain one of the page.
"use strict";

const box = document.querySelector("input[data-complete]");
if (box) {
  const PAUSE_MS = 80; // after the last key: fast typing asks once
  const list = document.createElement("ul");
  let found = []; // what the options stand for
  let chosen = -1; // which of them is marked; -1 for none
  let asked = null; // the request under way
  let timer = 0;

  list.id = "completions";
  list.className = "completions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.label);
  box.after(list);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-expanded", "false");
  box.setAttribute("aria-controls", list.id);

  const mark = (index) => {
    chosen = index;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    if (index < 0) {
      box.removeAttribute("aria-activedescendant");
      return;
    }
    box.setAttribute("aria-activedescendant", list.children[index].id);
    list.children[index].scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    window.clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    mark(-1);
  };
  const take = (index) => {
    box.value = found[index].query;
    close();
    box.form.requestSubmit();
  };
  const option = (completion, at) => {
    const item = document.createElement("li");
    const text = document.createElement("span");
    item.id = `completion-${at}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    text.lang = "zh-CN";
    text.textContent = completion.text;
    item.append(text);
    if (box.dataset[completion.kind]) {
      const kind = document.createElement("span");
      kind.className = "kind";
      kind.textContent = box.dataset[completion.kind];
      item.append(kind);
    }
    // The box keeps the focus, so that a press on the list does not close it before the release takes effect.
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => take(at));
    return item;
  };
  const show = (completions) => {
    found = completions;
    list.replaceChildren(...found.map(option));
    list.hidden = !found.length;
    box.setAttribute("aria-expanded", String(found.length > 0));
    mark(-1);
  };
  const ask = async () => {
    const typed = box.value;
    // The last word is completed; with the cursor elsewhere the reader is mending another one.
    if (!typed.trim() || box.selectionStart !== typed.length) {
      close();
      return;
    }
    asked?.abort();
    asked = new AbortController();
    try {
      const address = `${box.dataset.complete}?${new URLSearchParams({ q: typed })}`;
      const answer = await fetch(address, { signal: asked.signal });
      if (!answer.ok) {
        close();
        return;
      }
      const { completions } = await answer.json();
      if (box.value === typed && document.activeElement === box) show(completions);
    } catch {
      // a newer key has taken its place, or the server is away: the box works without
    }
  };
  const soon = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, PAUSE_MS);
  };

  // While an input method is composing, the box holds letters that are not the text yet.
  box.addEventListener("input", (event) => {
    if (!event.isComposing) soon();
  });
  box.addEventListener("compositionend", soon);
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) {
        soon();
        return;
      }
      // One place more than there are options: the box itself, where nothing is marked.
      const places = found.length + 1;
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark(((chosen + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" && open && chosen >= 0) {
      event.preventDefault();
      take(chosen);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      close();
    }
  });
}
