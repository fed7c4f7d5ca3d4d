"""What is wrong with an open page: its structure, names, contrast and width, and what the keyboard cannot reach."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["faults_of", "unreached_by_tab"]

FAULTS = Path(__file__).with_name("page_faults.js").read_text(encoding="utf-8")
# Numbers every control that can be seen, and answers how many there are. A link without an address is no control.
NUMBER_CONTROLS = """() => {
  const all = document.querySelectorAll("a[href], button, input:not([type=hidden]), textarea, summary");
  const controls = [...all].filter((element) => element.checkVisibility({ visibilityProperty: true }));
  controls.forEach((element, place) => { element.dataset.control = place; });
  return controls.length;
}"""
# The number of the control in focus, and whether one can see that it is.
FOCUSED = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return [element.dataset.control ?? null, outlined && inside, element.outerHTML.slice(0, 120)];
}"""


def faults_of(page: Page) -> list[str]:
    """Sentences about what is wrong with the page as it stands; none where it is well."""
    page.wait_for_load_state("load")  # its text is there before its style sheets
    found: list[str] = page.evaluate(FAULTS)
    return found


def unreached_by_tab(page: Page) -> list[str]:
    """What is wrong with walking through the page by the Tab key alone, from its start.

    Every control that can be seen must get the focus, and must show that it has it.
    """
    controls: int = page.evaluate(NUMBER_CONTROLS)
    waiting = {str(number) for number in range(controls)}
    faults: list[str] = []
    # Once around, whatever has the focus at first, and over the step on which the browser itself has it.
    for _ in range(controls + 1):
        page.keyboard.press("Tab")
        number, is_seen, markup = page.evaluate(FOCUSED)
        waiting.discard(number)
        if number is not None and not is_seen:
            faults.append(f"the focus cannot be seen on {markup}")
    return faults + [f"Tab does not reach control {number}: {_markup(page, number)}" for number in sorted(waiting)]


def _markup(page: Page, number: str) -> str:
    markup: str = page.locator(f"[data-control='{number}']").evaluate("element => element.outerHTML")
    return markup[:120]
