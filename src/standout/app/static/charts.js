// Draws the pictures of a page: Vega-Lite specifications that stand in it as data, by an interpreter that needs no eval.
(() => {
  const NARROW = 560;
  const drawn = new Map();

  const pick = (place, held) => (held.narrow && place.clientWidth < NARROW ? "narrow" : "wide");

  const draw = async (place) => {
    const data = document.getElementById(place.dataset.picture);
    if (!data) return;
    const held = JSON.parse(data.textContent);
    const which = pick(place, held);
    const before = drawn.get(place);
    if (before && before.which === which) return;
    if (before) before.view.finalize();
    const compiled = vegaLite.compile(held[which]).spec;
    const locale = JSON.parse(document.documentElement.dataset.locale || "null");
    const config = locale ? { locale } : {};
    const view = new vega.View(vega.parse(compiled, config, { ast: true }), {
      expr: vega.expressionInterpreter, renderer: "canvas", hover: true, logLevel: vega.Error,
    });
    drawn.set(place, { view, which });
    view.initialize(place);
    await view.runAsync();
    place.dataset.drawn = which;
  };

  const all = () => document.querySelectorAll("[data-picture]");
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) { seen.unobserve(entry.target); draw(entry.target); }
  }, { rootMargin: "600px" });
  const start = (root) => root.querySelectorAll("[data-picture]").forEach((place) => seen.observe(place));
  start(document);
  document.addEventListener("htmx:after:swap", () => start(document));
  let waiting = 0;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => all().forEach((place) => drawn.has(place) && draw(place)), 200);
  });
  addEventListener("beforeprint", () => all().forEach((place) => draw(place)));
})();
