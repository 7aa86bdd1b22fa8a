"use strict";
/* The reading room reads without this. It adds: filters, pages and charts that change the list in place,
   with the address kept in step; a slider beside the day as of which the case is read; "/" for the search. */
(() => {
  const main = () => document.getElementById("main");
  let asked = 0;

  /* Put the page of an address in the place of this one; any trouble, and the browser goes there itself. */
  async function turn(address, { push = true, top = true } = {}) {
    const mine = ++asked;
    main().setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = page.getElementById("main");
      if (!answer.ok || !next || mine !== asked) throw new Error("not this page");
      const held = document.activeElement?.name;
      main().replaceWith(document.adoptNode(next));
      document.title = page.title;
      for (const part of [".contents", ".seek"]) {
        document.querySelector(part)?.replaceWith(document.adoptNode(page.querySelector(part)));
      }
      if (push) history.pushState({}, "", address);
      slide();
      const again = held && main().querySelector(`[name="${CSS.escape(held)}"]`);
      if (again) again.focus({ preventScroll: true });
      else if (top) main().focus({ preventScroll: true });
      if (top && !again) scrollTo(0, 0);
      main().dispatchEvent(new CustomEvent("regesta:changed", { bubbles: true }));
    } catch {
      if (mine === asked) location.assign(address);
    }
  }

  const here = (address) => address.origin === location.origin && address.pathname === location.pathname;

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-sieve], .turn form")) return;
    event.preventDefault();
    const address = new URL(form.getAttribute("action"), location.href);
    for (const [name, value] of new FormData(form)) if (value) address.searchParams.append(name, value);
    turn(address.href);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("main a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const address = new URL(link.href);
    if (!here(address) || address.hash || !link.matches(".tabs a, .turn a, .sieve a, .names a, .more a")) return;
    event.preventDefault();
    turn(address.href);
  });

  document.addEventListener("regesta:go", (event) => {
    const address = new URL(event.detail.address, location.href);
    if (!here(address)) return;
    event.preventDefault();
    address.hash = "";
    turn(address.href, { top: false });
  });

  // What differs only by a place on the page is no other page.
  let shown = location.pathname + location.search;
  addEventListener("popstate", () => {
    if (location.pathname + location.search === shown) return;
    turn(location.href, { push: false });
  });
  document.addEventListener("regesta:changed", () => { shown = location.pathname + location.search; });

  /* A slider from the first to the last day of publication; the field beside it stays for the keyboard. */
  function slide() {
    const field = document.getElementById("as-of");
    if (!field?.min || field.min === field.max || document.getElementById("as-of-slider")) return;
    const DAY = 86_400_000;
    const days = (iso) => Math.round(Date.parse(iso) / DAY);
    const slider = Object.assign(document.createElement("input"), {
      type: "range", id: "as-of-slider", min: days(field.min), max: days(field.max),
      value: days(field.value || field.max),
    });
    slider.setAttribute("aria-label", "Day, from the first report to the last");
    slider.addEventListener("input", () => { field.value = new Date(slider.value * DAY).toISOString().slice(0, 10); });
    slider.addEventListener("change", () => field.form.requestSubmit());
    field.parentElement.before(slider);
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    document.getElementById("q")?.focus();
  });

  slide();
})();
