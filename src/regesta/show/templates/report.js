"use strict";
// The dossier reads without this. It adds two things: the exact words of an entry light up in the
// full report when one follows its link, and a box that shows only the entries that hold a word.
(() => {
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const box = document.getElementById("sieve");
  const entries = all("[data-entry]").map((node) => [node, node.textContent.toLowerCase()]);
  const sift = () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    entries.forEach(([node, text]) => { node.hidden = !words.every((word) => text.includes(word)); });
    all(".group").forEach((group) => {
      group.hidden = words.length > 0 && !group.querySelector("[data-entry]:not([hidden])");
    });
    const shown = entries.filter(([node]) => !node.hidden).length;
    document.getElementById("sieved").textContent = words.length ? `${shown} of ${entries.length}` : "";
  };
  box.parentElement.hidden = false;
  box.addEventListener("input", sift);

  const light = () => {
    all(".lit").forEach((node) => node.classList.remove("lit"));
    const aim = document.getElementById(location.hash.slice(1));
    if (aim && aim.closest("[hidden]")) { // a link leads to an entry that the box hides
      box.value = "";
      sift();
      aim.scrollIntoView();
    }
    const found = /^#w-([A-Z]\d+(?:\.\d+)?)$/.exec(location.hash);
    if (found) all(`[data-of~="${found[1]}"]`).forEach((node) => node.classList.add("lit"));
  };
  addEventListener("hashchange", light);
  light();
})();
