"use strict";
{
  const place = document.getElementById("map");
  const held = JSON.parse(document.getElementById("map-people").textContent);
  const canvas = place.querySelector("canvas");
  const told = place.querySelector(".told");
  const top = canvas.getContext("2d");
  const { circle, first, said, colours } = held;
  const bridges = new Set(held.bridges);
  const why = held.why.split(";");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const CLOSEST = 8, MOVE = 180, REACH = 14;
  const sheet = document.createElement("canvas");  // everybody, drawn once for each view
  const pen = sheet.getContext("2d", { alpha: false });
  let map, paths, scale, ratio, drawn, at = -1, asked = 0;
  let view = { near: 1, x: 0, y: 0 };

  const may = (i) => held.channel[i] < "4";
  const unpack = (packed) => {
    const bytes = new DataView(Uint8Array.from(atob(packed), (c) => c.charCodeAt(0)).buffer);
    return Float32Array.from({ length: bytes.byteLength / 2 }, (_, i) => bytes.getUint16(2 * i, true) / 10);
  };
  for (const one of held.maps) one.places = unpack(one.places);
  const x = (i) => map.places[2 * i];
  const y = (i) => map.places[2 * i + 1];

  const mark = (path, i, radius) => {
    if (bridges.has(i)) {
      const wide = Math.max(1.5 * radius, 3.5);
      path.moveTo(x(i), y(i) - wide);
      for (const [dx, dy] of [[wide, 0], [0, wide], [-wide, 0]]) path.lineTo(x(i) + dx, y(i) + dy);
      path.closePath();
    } else {
      path.moveTo(x(i) + radius, y(i));
      path.arc(x(i), y(i), radius, 0, 7);
    }
  };

  // The map that fits the room there is, and the paths of its marks, made once.
  const fit = () => {
    const room = place.clientWidth;
    map = held.maps[room < held.maps[0].size * 0.8 ? 1 : 0];
    const side = Math.min(room, map.size, Math.max(300, 0.62 * window.innerHeight)); // the buttons stay in sight
    ratio = window.devicePixelRatio || 1;
    scale = side / map.size;
    canvas.style.width = canvas.style.height = `${side}px`;
    canvas.width = canvas.height = sheet.width = sheet.height = Math.round(side * ratio);
    paths = { full: new Path2D(), open: new Path2D(), numbered: new Path2D(), lines: new Path2D() };
    for (let i = 0; i < circle.length; i++) {
      mark(i < first ? paths.numbered : may(i) ? paths.full : paths.open, i, i < first ? map.numbered : map.mark);
    }
    for (let j = 0; j < held.lines.length; j += 2) {
      paths.lines.moveTo(x(held.lines[j]), y(held.lines[j]));
      paths.lines.lineTo(x(held.lines[j + 1]), y(held.lines[j + 1]));
    }
    view = { near: 1, x: map.size / 2, y: map.size / 2 };
    draw();
  };

  const letters = (text, px, py, size, colour, halo) => {
    pen.font = `${colour === colours.paper ? 700 : 400} ${size}px ${held.font}`;
    if (halo) {
      pen.lineWidth = 5;
      pen.strokeStyle = colours.paper;
      pen.strokeText(text, px, py);
    }
    pen.fillStyle = colour;
    pen.fillText(text, px, py);
  };

  const turned = (pen) => {
    const k = scale * ratio * view.near, middle = canvas.width / 2;
    pen.setTransform(k, 0, 0, k, middle - k * view.x, middle - k * view.y);
  };

  const draw = () => {
    if (drawn !== view) everybody();
    top.setTransform(1, 0, 0, 1, 0, 0);
    top.drawImage(sheet, 0, 0);
    turned(top);
    if (at >= 0) chosen(top, 1 / view.near);
  };

  const everybody = () => {
    drawn = view;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.fillStyle = colours.paper;
    pen.fillRect(0, 0, sheet.width, sheet.height);
    turned(pen);
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    const us = map.size / 2, thin = 1 / view.near;
    pen.strokeStyle = colours.faint;
    pen.lineWidth = thin;
    for (const ring of map.rings) {
      pen.beginPath();
      pen.arc(us, us, ring, 0, 7);
      pen.stroke();
    }
    pen.lineWidth = 0.7 * thin;
    pen.stroke(paths.lines);
    pen.fillStyle = pen.strokeStyle = colours.muted;
    pen.fill(paths.full);
    pen.lineWidth = Math.min(1.4, 0.45 * map.mark);
    pen.fillStyle = colours.paper;
    pen.fill(paths.open);
    pen.stroke(paths.open);
    pen.fillStyle = colours.accent;
    pen.fill(paths.numbered);
    for (let i = 0; i < first; i++) letters(`${i + 1}`, x(i), y(i), Math.max(map.numbered, 10.5), colours.paper);
    pen.fillStyle = colours.ink;
    pen.fill(new Path2D(`M${us} ${us - 7}l7 7l-7 7l-7-7z`));
    said.rings.forEach((text, i) => letters(text, us, us - map.rings[i], 12 * thin, colours.ink, true));
  };

  // The person told of, with their lines and those at the other ends.
  const chosen = (pen, thin) => {
    const ends = [];
    pen.strokeStyle = colours.accent;
    pen.lineWidth = 2 * thin;
    pen.beginPath();
    for (let j = 0; j < held.lines.length; j += 2) {
      const [one, other] = [held.lines[j], held.lines[j + 1]];
      if (one === at || other === at) {
        pen.moveTo(x(one), y(one));
        pen.lineTo(x(other), y(other));
        ends.push(one === at ? other : one);
      }
    }
    pen.stroke();
    for (const [who, colour, wide] of [...ends.map((i) => [i, colours.accent, 1.5]), [at, colours.ink, 3]]) {
      pen.strokeStyle = colour;
      pen.lineWidth = wide * thin;
      pen.beginPath();
      pen.arc(x(who), y(who), (who < first ? map.numbered : map.mark) + 4 * thin, 0, 7);
      pen.stroke();
    }
  };

  const again = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(draw);
  };

  const moved = (to) => {
    const from = view, start = performance.now();
    if (still.matches) {
      view = to;
      again();
      return;
    }
    const step = (now) => {
      const t = Math.min((now - start) / MOVE, 1), part = t * (2 - t);
      view = Object.fromEntries(Object.keys(to).map((key) => [key, from[key] + part * (to[key] - from[key])]));
      draw();
      if (t < 1) asked = requestAnimationFrame(step);
    };
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(step);
  };

  const words = (i) => {
    const name = held.names ? held.names[i] || said.unnamed : "";
    const head = (i < first ? said.first : said.other)
      .replace("{n}", (i + 1).toLocaleString(document.documentElement.lang))
      .replace("{name}", () => name);
    const signs = held.names && why[i] ? why[i].split(",").map((j) => held.phrases[j]).join("; ") : "";
    const reason = signs ? `${signs[0].toUpperCase()}${signs.slice(1)}.` : said.by[held.by[i]];
    const rest = [said.circle[circle[i] - 1], bridges.has(i) ? said.bridge : "", reason, said.channel[held.channel[i]]];
    return [head, ...rest].filter(Boolean).join(" ");
  };

  const listed = document.querySelectorAll("[data-person]");  // a list beside the map, where there is one

  const tell = (i) => {
    at = Math.max(0, Math.min(i, circle.length - 1));
    told.textContent = words(at);
    for (const one of listed) one.setAttribute("aria-pressed", String(Number(one.dataset.person) === at));
    const half = map.size / 2 / view.near;
    if (view.near > 1 && Math.max(Math.abs(x(at) - view.x), Math.abs(y(at) - view.y)) > 0.85 * half) {
      moved({ ...view, x: x(at), y: y(at) });
    } else again();
  };

  const closer = () => moved({
    near: Math.min(2 * view.near, CLOSEST),
    x: at < 0 ? view.x : x(at),
    y: at < 0 ? view.y : y(at),
  });
  const whole = () => moved({ near: 1, x: map.size / 2, y: map.size / 2 });

  const nearest = (event) => {
    const box = canvas.getBoundingClientRect(), k = scale * view.near;
    const px = view.x + (event.clientX - box.left - box.width / 2) / k;
    const py = view.y + (event.clientY - box.top - box.height / 2) / k;
    let best = -1, least = (Math.max(REACH, k * map.mark) / k) ** 2;
    for (let i = 0; i < circle.length; i++) {
      const away = (x(i) - px) ** 2 + (y(i) - py) ** 2;
      if (away < least) [best, least] = [i, away];
    }
    return best;
  };
  const point = (event) => {
    const i = nearest(event);
    if (i >= 0 && i !== at) tell(i);
  };

  const keys = {
    ArrowRight: () => tell(at + 1), ArrowDown: () => tell(at + 1),
    ArrowLeft: () => tell(at - 1), ArrowUp: () => tell(at - 1),
    PageDown: () => tell(at + 10), PageUp: () => tell(at - 10),
    Home: () => tell(0), End: () => tell(circle.length - 1),
    "+": closer, "=": closer, "-": whole, Escape: whole,
  };
  const buttons = { back: () => tell(at - 1), on: () => tell(at + 1), closer, whole };

  canvas.addEventListener("keydown", (event) => {
    const act = !event.ctrlKey && !event.metaKey && !event.altKey && keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  canvas.addEventListener("pointermove", (event) => event.pointerType === "mouse" && point(event));
  canvas.addEventListener("click", point);
  for (const [name, act] of Object.entries(buttons)) {
    place.querySelector(`[data-move="${name}"]`).addEventListener("click", act);
  }

  for (const one of listed) {
    one.addEventListener("click", () => {
      tell(Number(one.dataset.person));
      canvas.scrollIntoView({ block: "nearest" });
    });
  }

  place.querySelector(".live").hidden = false;
  place.querySelector(".still").classList.add("printed");
  fit();
  let width = place.clientWidth;
  new ResizeObserver(() => {
    if (place.clientWidth && place.clientWidth !== width) {
      width = place.clientWidth;
      fit();
    }
  }).observe(place);
}
