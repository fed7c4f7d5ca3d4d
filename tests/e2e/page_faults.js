// What is wrong with the page that is open, as sentences; an empty list where nothing is. Checked here is what a
// program can see: structure, names, references, contrast, width. Rules: WCAG 2.2 (the numbers in brackets).
() => {
  "use strict";
  const faults = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const shortly = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 120);
  const nameOf = (element) => {
    const named = (element.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean);
    const words = named.map((id) => document.getElementById(id)?.textContent || "").join(" ");
    return (words || element.getAttribute("aria-label") || element.textContent || "").trim();
  };

  // ---- structure [1.3.1, 2.4.2, 3.1.1] ----
  const expectOne = (selector) => {
    const found = all(selector).length;
    if (found !== 1) faults.push(`there are ${found} ${selector}, not one`);
  };
  ["h1", "main", "body > header", "body > footer", "body > a[href='#main']"].forEach(expectOne);
  if (!["zh-CN", "en"].includes(document.documentElement.lang)) faults.push("the page does not say its language");
  if (!document.title.trim()) faults.push("the page has no title");
  let above = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6").filter(isShown)) {
    const level = Number(heading.tagName[1]);
    if (above && level > above + 1) faults.push(`a heading skips a level: ${shortly(heading)}`);
    if (!nameOf(heading)) faults.push(`a heading is empty: ${shortly(heading)}`);
    above = level;
  }
  for (const list of all("ul, ol")) {
    if ([...list.children].some((child) => child.tagName !== "LI")) faults.push(`a list holds no items: ${shortly(list)}`);
  }

  // ---- names [1.1.1, 2.4.1, 4.1.2] ----
  for (const control of all("input:not([type=hidden]), textarea, select")) {
    const labelled = [...control.labels].some((label) => label.textContent.trim());
    if (!labelled && !control.getAttribute("aria-label")) faults.push(`a control has no label: ${shortly(control)}`);
  }
  for (const element of all("a[href], button, summary, nav, aside, section[aria-labelledby], article[aria-labelledby]")) {
    if (!nameOf(element)) faults.push(`nothing names ${shortly(element)}`);
  }
  for (const landmark of all("nav, aside")) {
    if (!landmark.matches("[aria-label], [aria-labelledby]")) faults.push(`no label on ${shortly(landmark)}`);
  }
  for (const frame of all("iframe:not([title]), img:not([alt]), svg:not([aria-hidden]):not([aria-label])")) {
    faults.push(`no words for ${shortly(frame)}`);
  }

  // ---- references, and what nobody's text may bring in ----
  const ids = all("[id]").map((element) => element.id);
  const twice = ids.filter((id, place) => ids.indexOf(id) !== place);
  if (twice.length) faults.push(`ids stand twice: ${twice.join(", ")}`);
  for (const name of ["for", "aria-labelledby", "aria-describedby", "aria-controls"]) {
    for (const element of all(`[${name}]`)) {
      const lost = element.getAttribute(name).split(/\s+/).filter((id) => !document.getElementById(id));
      if (lost.length) faults.push(`${name} names what is not there: ${shortly(element)}`);
    }
  }
  for (const link of all("a[href^='#']")) {
    const target = decodeURIComponent(link.getAttribute("href").slice(1));
    if (!document.getElementById(target)) faults.push(`a link leads nowhere: ${shortly(link)}`);
  }
  for (const link of all("a[href]")) {
    if (!["http:", "https:"].includes(link.protocol)) faults.push(`a link is no web address: ${shortly(link)}`);
    if (link.target === "_blank" && !link.rel.includes("noopener")) faults.push(`an opener is given: ${shortly(link)}`);
  }
  for (const element of all("*")) {
    const given = element.getAttributeNames().filter((name) => name.startsWith("on") || name === "style");
    if (given.length) faults.push(`${given.join(", ")} stands on ${shortly(element)}`);
  }

  // ---- width [1.4.10] ----
  const width = document.documentElement.scrollWidth;
  if (width > window.innerWidth) {
    const wide = all("body *").filter((element) => element.getBoundingClientRect().right > window.innerWidth);
    faults.push(`the page is ${width} px wide in a window of ${window.innerWidth}: ${wide.slice(0, 3).map(shortly)}`);
  }

  // ---- targets for a finger [2.5.8]; a link in the middle of a sentence is exempt ----
  const stands_in_text = (element) =>
    [...element.parentElement.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  if (window.innerWidth < 640) {
    for (const element of all("a[href], button, summary").filter(isShown)) {
      const { width: across, height } = element.getBoundingClientRect();
      if (Math.min(across, height) < 24 && !stands_in_text(element)) {
        faults.push(`a target of ${Math.round(across)} by ${Math.round(height)} px is too small: ${shortly(element)}`);
      }
    }
  }

  // ---- contrast [1.4.3] ----
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const over = (colours) => {
    brush.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      brush.fillStyle = colour;
      brush.fillRect(0, 0, 1, 1);
    }
    return [...brush.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([red, green, blue]) => {
    const linear = [red, green, blue].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const groundsOf = (element) => {
    const grounds = ["white"]; // what a browser paints under a page without a ground of its own
    for (let at = element; at; at = at.parentElement) grounds.splice(1, 0, getComputedStyle(at).backgroundColor);
    return grounds;
  };
  const seen = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !isShown(element)) continue;
    const style = getComputedStyle(element);
    const grounds = groundsOf(element);
    const key = [style.color, style.fontSize, style.fontWeight, ...grounds].join("|");
    if (seen.has(key)) continue;
    seen.add(key);
    const [light, dark] = [luminance(over([...grounds, style.color])), luminance(over(grounds))].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize);
    const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < least) faults.push(`contrast ${ratio.toFixed(2)} is below ${least}: ${shortly(element)}`);
  }
  return faults;
}
