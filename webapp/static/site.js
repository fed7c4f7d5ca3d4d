// Only what makes reading quicker. Every page works without this file.
"use strict";

// Next and previous hit without loading the page anew; keys n and p.
const walk = document.querySelector("#walk");
const steps = walk ? [...walk.querySelectorAll("[data-walk]")] : [];
if (steps.length) {
  const [shown, previous, next] = ["current", "previous", "next"].map(
    (role) => steps.find((element) => element.dataset.walk === role),
  );
  const hits = document.querySelectorAll("mark[id^='hit-']");

  const current = () => {
    const match = /^#hit-(\d+)$/.exec(window.location.hash);
    return match ? Number(match[1]) : 0;
  };
  const show = () => {
    shown.textContent = current() || "–";
  };
  const go = (step) => {
    if (!hits.length) return;
    const at = current();
    const from = at || (step > 0 ? 0 : 1);
    const target = ((from - 1 + step + hits.length) % hits.length) + 1;
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

// A button that copies a citation, where the browser allows it.
if (navigator.clipboard) {
  for (const label of document.querySelectorAll("template[data-copy]")) {
    const text = document.getElementById(label.dataset.copy);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet copy";
    button.textContent = label.dataset.words;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = label.dataset.done;
    });
    label.replaceWith(button);
  }
}

// Browsers that cannot open a folded panel by style alone (no ::details-content) get it opened on wide screens.
const panel = document.querySelector(".filter-panel");
if (panel && !CSS.supports("selector(::details-content)") && window.matchMedia("(min-width: 60rem)").matches) {
  panel.open = true;
}
