// The review desk by keyboard. Without this file everything is done with mouse or Tab, and the form's own button.
"use strict";

const questions = [...document.querySelectorAll(".question")];

const typingIn = (element) => element.closest("input[type=text], input[type=search], textarea, select, [contenteditable]");

let active = -1;

const activate = (index, { focus = true } = {}) => {
  if (!questions.length) return;
  questions[active]?.classList.remove("active");
  active = Math.min(Math.max(index, 0), questions.length - 1);
  const question = questions[active];
  question.classList.add("active");
  if (!focus) return;
  question.focus({ preventScroll: true });
  question.scrollIntoView({ block: "nearest" });
};

const choose = (number) => {
  const radio = questions[active]?.querySelectorAll("input[type=radio]")[number - 1];
  if (!radio) return;
  radio.checked = true;
  const next = questions[active + 1];
  if (next && next.form === questions[active].form) activate(active + 1);
};

const keys = {
  j: () => activate(active + 1),
  ArrowDown: () => activate(active + 1),
  k: () => activate(active - 1),
  ArrowUp: () => activate(active - 1),
  o: () => questions[active]?.querySelector("input[type=text]")?.focus(),
  Enter: () => questions[active]?.form.requestSubmit(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (typingIn(event.target)) {
    if (event.key === "Escape") activate(active);
    return;
  }
  // A link or a button that has the focus keeps its Enter, and a radio button its arrows.
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  if (event.key.startsWith("Arrow") && event.target.matches("input[type=radio]")) return;
  if (/^[1-9]$/.test(event.key)) {
    event.preventDefault();
    choose(Number(event.key));
  } else if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});

document.addEventListener("focusin", (event) => {
  const question = event.target.closest(".question");
  if (question && questions[active] !== question) activate(questions.indexOf(question), { focus: false });
});

if (questions.length) {
  document.querySelector(".scripted").hidden = false;
  const id = window.location.hash.slice(1);
  const card = id ? document.getElementById(id) : document.querySelector(".card:has([role=alert])");
  const first = card ? questions.findIndex((question) => card.contains(question)) : 0;
  activate(Math.max(first, 0));
  // A card taller than the window is shown from its head.
  if (card) card.scrollIntoView({ block: "start" });
}
