"use strict";
/* Draws the charts of a page and ties them to its text. A chart is an element with `data-chart`, the id of
   a script element that holds its Vega or Vega-Lite specification. Vega runs with its expression
   interpreter, so that no page needs 'unsafe-eval'; colours are CSS variables (charts.css), so that light,
   dark and print need no second drawing. The bundle is loaded when the first chart comes near the screen.

   A click on a mark opens its record (Vega's own `href`). A stretch of time drawn with the pointer in a
   chart with `data-brush` becomes `since` and `until` in the address. Before the page is left, the figure
   sends `regesta:go`; who handles it calls preventDefault(). */
(() => {
  const bundle = document.currentScript?.dataset.bundle;
  const OPTIONS = {
    ast: true,
    actions: false,
    renderer: "svg",
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true, theme: "regesta" },
  };
  const LEAST = 6; // pixels; less is a click
  let loading = null;

  function loaded() {
    if (window.vegaEmbed) return Promise.resolve();
    if (!bundle) return Promise.reject(new Error("no chart library on this page"));
    loading ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = bundle;
      script.onload = done;
      script.onerror = () => failed(new Error("the chart library did not load"));
      document.head.append(script);
    });
    return loading;
  }

  function day(time) {
    return new Date(time).toISOString().slice(0, 10);
  }

  function go(figure, address) {
    const going = new CustomEvent("regesta:go", { bubbles: true, cancelable: true, detail: { address } });
    if (figure.dispatchEvent(going)) location.assign(address);
  }

  function brushed(figure, view) {
    let stretch = null;
    view.addSignalListener("brush_x", (_, pixels) => {
      const wide = pixels && Math.abs(pixels[1] - pixels[0]) >= LEAST;
      stretch = wide ? pixels.map((pixel) => view.scale("x").invert(pixel)).sort((a, b) => a - b) : null;
    });
    figure.addEventListener("pointerup", () => {
      if (!stretch) return;
      const address = new URL(location.href);
      address.searchParams.set("since", day(stretch[0]));
      address.searchParams.set("until", day(stretch[1]));
      address.searchParams.delete("page");
      address.hash = figure.closest("figure")?.id ?? "";
      stretch = null;
      go(figure, address.href);
    });
  }

  async function draw(figure) {
    if (figure.dataset.drawn) return;
    figure.dataset.drawn = "soon";
    try {
      await loaded();
      const spec = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
      figure.querySelector(".still")?.remove();
      const { view } = await window.vegaEmbed(figure, spec, OPTIONS);
      // The figure is an image with its words; its hundred marks are not read out one by one.
      figure.querySelector("svg")?.setAttribute("aria-hidden", "true");
      if (figure.dataset.brush) brushed(figure, view);
      figure.dataset.drawn = "yes";
      figure.dispatchEvent(new CustomEvent("regesta:drawn", { bubbles: true, detail: { view } }));
    } catch (problem) {
      figure.dataset.drawn = "no";
      figure.textContent = "This chart could not be drawn; its numbers stand in the table below.";
      console.error(problem);
    }
  }

  // What is far below is drawn when the reader comes near; what is printed, at once.
  const near = new IntersectionObserver(
    (entries) => entries.filter((one) => one.isIntersecting).forEach((one) => draw(one.target)),
    { rootMargin: "400px" },
  );

  function look(root) {
    root.querySelectorAll("[data-chart]").forEach((figure) => near.observe(figure));
  }

  window.addEventListener("beforeprint", () => document.querySelectorAll("[data-chart]").forEach(draw));
  document.addEventListener("regesta:changed", (event) => look(event.target));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => look(document));
  else look(document);
})();
