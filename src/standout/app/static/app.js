// What every page shares: the word that forms sent by htmx must bring, and pages that can't run scripts.
document.documentElement.classList.add("scripted");
document.addEventListener("htmx:config:request", (event) => {
  const word = document.querySelector('meta[name="csrf"]');
  const held = event.detail.ctx ? event.detail.ctx.request.headers : event.detail.headers;
  if (word && held) held["X-CSRF"] = word.content;
});
