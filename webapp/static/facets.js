// A slider with two ends for the span of years. The years and the two number fields beside it work without this file.
"use strict";

// Of more years than fit beside each other, the newest are in sight.
for (const bars of document.querySelectorAll(".bars")) bars.scrollLeft = bars.scrollWidth;

const span = document.querySelector(".year-span");
const [first, last] = span ? [Number(span.dataset.first), Number(span.dataset.last)] : [0, 0];
if (span && first < last) {
  const fields = [...span.querySelectorAll("input[type=number]")];
  const bars = [...document.querySelectorAll(".bars [data-year]")];
  const slider = document.createElement("div");
  slider.className = "year-slider";
  const ends = fields.map((field, place) => {
    const end = document.createElement("input");
    end.type = "range";
    end.min = first;
    end.max = last;
    end.setAttribute("aria-label", span.querySelector(`label[for="${field.id}"]`).textContent);
    slider.append(end);
    end.addEventListener("input", () => {
      const other = ends[1 - place];
      const crossed = place === 0 ? Number(end.value) > Number(other.value) : Number(end.value) < Number(other.value);
      if (crossed) other.value = end.value;
      fields.forEach((each, at) => {
        each.value = ends[at].value;
      });
      mark();
    });
    return end;
  });
  const mark = () => {
    const [from, to] = ends.map((end) => Number(end.value));
    for (const bar of bars) bar.classList.toggle("in-span", from <= bar.dataset.year && bar.dataset.year <= to);
    // Where both ends meet, the one that can still move lies on top.
    ends[0].classList.toggle("top", from === last);
  };
  const take = () => {
    ends[0].value = fields[0].value || first;
    ends[1].value = fields[1].value || last;
    if (fields.some((field) => field.value)) mark();
  };
  for (const field of fields) field.addEventListener("change", take);
  take();
  span.prepend(slider);
}
