// Only what makes reading quicker. Every page works without this file.
"use strict";

// Next and previous hit without loading the page anew; keys n and p.
const walk = document.querySelector("#walk");
const steps = walk ? [...walk.querySelectorAll("[data-walk]")] : [];
if (steps.length) {
  const [waiting, walking, shown, previous, next] = ["waiting", "walking", "current", "previous", "next"].map(
    (role) => steps.find((element) => element.dataset.walk === role),
  );
  const hits = document.querySelectorAll("mark[id^='hit-']");

  const current = () => {
    const match = /^#hit-(\d+)$/.exec(window.location.hash);
    return match ? Number(match[1]) : 0;
  };
  const before = (at) => ((at - 2 + hits.length) % hits.length) + 1;
  const show = () => {
    const at = current();
    waiting.hidden = at > 0;
    walking.hidden = at === 0;
    if (!at) {
      previous.removeAttribute("href");
      previous.setAttribute("role", "link");
      previous.setAttribute("aria-disabled", "true");
      return;
    }
    shown.textContent = at;
    previous.href = `#hit-${before(at)}`;
    previous.removeAttribute("aria-disabled");
  };
  const go = (step) => {
    const at = current();
    if (!hits.length || (step < 0 && !at)) return;
    const target = step < 0 ? before(at) : (at % hits.length) + 1;
    // Replaced, not added: the back button leads to the results, not through every hit.
    window.location.replace(`#hit-${target}`);
    show();
  };

  previous.addEventListener("click", (event) => {
    event.preventDefault();
    go(-1);
  });
  next.addEventListener("click", (event) => {
    event.preventDefault();
    go(1);
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n") go(1);
    if (event.key === "p") go(-1);
  });
  window.addEventListener("hashchange", show);
  show();
}

// What is shown in a shorter or more readable form is copied in full.
document.addEventListener("copy", (event) => {
  const plain = (text) => text.replace(/\s+/g, "");
  const selection = window.getSelection();
  const chosen = [...document.querySelectorAll("[data-full]")].find(
    (element) => selection.containsNode(element, true) && plain(selection.toString()) === plain(element.textContent),
  );
  if (!chosen) return;
  event.clipboardData.setData("text/plain", chosen.dataset.full);
  event.preventDefault();
});

// A button that copies a citation, where the browser allows it.
if (navigator.clipboard) {
  for (const label of document.querySelectorAll("template[data-copy]")) {
    const text = document.getElementById(label.dataset.copy);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet copy";
    button.textContent = label.dataset.words;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text.dataset.full);
      button.textContent = label.dataset.done;
    });
    label.replaceWith(button);
  }
}

// Browsers that cannot open folded panels by style alone (no ::details-content) get them opened on wide screens.
if (!CSS.supports("selector(::details-content)") && window.matchMedia("(min-width: 60rem)").matches) {
  for (const panel of document.querySelectorAll(".filter-panel, .tools")) panel.open = true;
}
