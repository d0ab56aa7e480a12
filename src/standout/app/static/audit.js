// Marking sentences: by keys while no field has the focus, and without leaving the page.  Without it the buttons do.
(() => {
  const form = document.getElementById("marking"), told = document.getElementById("told");
  if (!form || !told) return;
  const parts = ["far", "sentence", "first", "rows", "last"], byKey = document.getElementById("by-key");
  let busy = false;

  const held = () => { try { return sessionStorage.getItem("standout-keys"); } catch { return null; } };
  byKey.checked = held() !== "off";
  byKey.addEventListener("change", () => {
    try { sessionStorage.setItem("standout-keys", byKey.checked ? "on" : "off"); } catch { /* then for this page alone */ }
  });
  document.getElementById("keys").hidden = false;

  async function send(from, button) {
    if (busy) return;
    busy = true;
    form.setAttribute("aria-busy", "true");
    try {
      const fields = new URLSearchParams(new FormData(from));
      if (button.name) fields.set(button.name, button.value);
      const came = await fetch(from.action, { method: "POST", body: fields, headers: { "HX-Request": "true" } });
      const page = new DOMParser().parseFromString(await came.text(), "text/html");
      if (!came.ok || !page.getElementById("audit")) { form.removeEventListener("submit", took); button.click(); return; }
      if (!page.getElementById("marking")) { location.reload(); return; }
      put(page);
    } catch {
      location.reload();
    } finally {
      busy = false;
      form.removeAttribute("aria-busy");
    }
  }

  function put(page) {
    const undid = document.activeElement && document.activeElement.id === "undo";
    for (const id of parts) document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
    document.getElementById("key").value = page.getElementById("key").value;
    document.getElementById("progress").value = page.getElementById("progress").value;
    if (undid) (document.getElementById("undo") || form.querySelector("button")).focus();
    told.textContent = document.getElementById("sentence").textContent.trim();
  }

  function took(event) {
    const from = event.target;
    if (from !== form && !from.closest("#last")) return;
    event.preventDefault();
    send(from, event.submitter || from.querySelector("button"));
  }
  document.addEventListener("submit", took);

  document.addEventListener("keydown", (event) => {
    const at = event.target, typing = at.closest("select, textarea, [contenteditable], input:not([type=checkbox])");
    if (typing || !byKey.checked || event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const button = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key.toUpperCase());
    if (!button) return;
    event.preventDefault();
    send(button.form, button);
  });
})();
