// Files: dropped or chosen, sent one after another as they are, each with how far it is.
(() => {
  const drop = document.getElementById("drop");
  if (!drop) return;
  const coming = document.getElementById("coming");
  const told = document.getElementById("told");
  const said = drop.dataset;
  const word = document.querySelector('meta[name="csrf"]').content;
  const queue = [];
  let sending = null, came = 0, all = 0, numbers = [];

  const size = (bytes) => said.mb.replace("{n}", (bytes / 1e6).toLocaleString(document.documentElement.lang, { maximumFractionDigits: bytes < 1e7 ? 1 : 0 }));
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  function line(file) {
    const item = document.createElement("li"), name = document.createElement("strong"), bar = document.createElement("progress");
    const state = document.createElement("p"), stop = document.createElement("button");
    name.textContent = file.name; name.dir = "auto";
    bar.max = Math.max(file.size, 1); bar.value = 0; bar.setAttribute("aria-label", file.name);
    state.className = "state"; state.textContent = filled(said.sending, { done: size(0), of: size(file.size) });
    stop.type = "button"; stop.textContent = said.stop; stop.setAttribute("aria-label", `${said.stop}: ${file.name}`);
    item.append(name, bar, state, stop);
    coming.append(item); coming.hidden = false;
    return { item, bar, state, stop };
  }
  function ended(one, text, wrong) {
    one.shown.state.textContent = text;
    one.shown.state.classList.toggle("wrong", wrong);
    if (wrong) one.shown.state.setAttribute("role", "alert");
    one.shown.stop.remove();
    sending = null;
    next();
  }
  function send(one) {
    const request = new XMLHttpRequest(), { shown, file } = one;
    sending = request;
    request.open("PUT", `${said.to}?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("X-CSRF", word);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.addEventListener("progress", (event) => {
      shown.bar.value = event.loaded;
      shown.state.textContent = filled(said.sending, { done: size(event.loaded), of: size(file.size) });
    });
    request.addEventListener("load", () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { answer = { error: request.responseText }; }
      if (request.status === 201) {
        came += 1; numbers.push(answer.number); shown.bar.value = shown.bar.max;
        told.textContent = filled(said.many, { done: came, of: all });
        ended(one, said.sent, false);
      } else ended(one, answer.error || said.failed, true);
    });
    request.addEventListener("error", () => ended(one, said.failed, true));
    request.addEventListener("abort", () => ended(one, said.stopped, true));
    shown.stop.addEventListener("click", () => request.abort());
    request.send(file);
  }
  function next() {
    if (sending) return;
    const one = queue.shift();
    if (one) { if (one.gone) next(); else send(one); return; }
    if (numbers.length) {
      const wrong = coming.querySelector(".wrong");
      numbers = [];
      if (!wrong) { location.assign("/files#waiting"); location.reload(); } else shown_again();
    }
  }
  function shown_again() {  // what failed stays to be read; what came is shown when asked for
    const link = document.createElement("a");
    link.href = "/files"; link.className = "button"; link.textContent = filled(said.many, { done: came, of: all });
    coming.after(link);
  }
  function add(files) {
    for (const file of files) {
      const one = { file, shown: line(file) };
      all += 1;
      if (file.size > Number(said.largest)) {
        one.shown.state.textContent = filled(said.tooLarge, { name: file.name });
        one.shown.state.classList.add("wrong"); one.shown.state.setAttribute("role", "alert"); one.shown.stop.remove();
        continue;
      }
      one.shown.stop.addEventListener("click", () => {
        if (queue.includes(one)) { one.gone = true; one.shown.state.textContent = said.stopped; one.shown.stop.remove(); }
      });
      queue.push(one);
    }
    next();
  }
  async function inside(entry) {  // the files of a folder, however deep
    if (entry.isFile) return [await new Promise((found, failed) => entry.file(found, failed))];
    const reader = entry.createReader(), found = [];
    for (;;) {
      const some = await new Promise((given, failed) => reader.readEntries(given, failed));
      if (!some.length) return (await Promise.all(found.map(inside))).flat();
      found.push(...some);
    }
  }
  const seen = (files) => [...files].filter((file) => !file.name.startsWith("."));
  for (const id of ["files", "folder"]) {
    const input = document.getElementById(id);
    input.addEventListener("change", () => { add(seen(input.files)); input.value = ""; });
  }
  for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("over"));
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
    add(seen(entries.length ? (await Promise.all(entries.map(inside))).flat() : event.dataTransfer.files));
  });
  addEventListener("beforeunload", (event) => { if (sending) event.preventDefault(); });
})();
