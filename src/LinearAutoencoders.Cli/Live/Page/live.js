"use strict";
// Follows the events of lae: rows of metrics, the list of runs, weights. All that is drawn comes from them.
(function () {
  const token = new URLSearchParams(location.search).get("token") || "";
  const $ = id => document.getElementById(id);
  const runs = new Map(), rows = new Map(), weights = new Map(), hidden = new Set();
  let chosen = null, stopsAll = true, fit = null, ended = false, cursor = null, drawn = null, isStale = true, isBaseStale = true, paper = {};

  const number = v => v === null || v === undefined ? "–" : v === 0 ? "0" : Math.abs(v) < 1e-3 || Math.abs(v) >= 1e7 ? v.toExponential(1) : Math.abs(v) >= 1000 ? Math.round(v).toLocaleString("en-US") : String(+v.toPrecision(4));
  const duration = s => s === undefined ? "" : s >= 3600 ? `${Math.floor(s / 3600)}:${String(Math.floor(s / 60) % 60).padStart(2, "0")}:${String(s % 60).padStart(2, "0")}` : `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
  const readColors = () => { const all = getComputedStyle(document.documentElement); paper = Object.fromEntries(["grid", "faint"].map(name => [name, all.getPropertyValue(`--${name}`).trim()])); };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  // Black is the first method's: on a dark page it would not be seen.
  const ink = run => dark.matches && /^#(0000|2222|3322|6611|1177|8822)/.test(run.color) ? lighter(run.color) : run.color;
  const lighter = hex => "#" + [1, 3, 5].map(i => Math.round(parseInt(hex.slice(i, i + 2), 16) * .45 + 140).toString(16).padStart(2, "0")).join("");

  function listen() {
    const source = new EventSource(`events?token=${token}`);
    source.addEventListener("runs", e => { const news = JSON.parse(e.data); stopsAll = news.stopsAll; news.runs.forEach(run => runs.set(run.id, run)); update(); });
    source.addEventListener("fit", e => { fit = JSON.parse(e.data); update(); });
    source.addEventListener("rows", e => {
      const news = JSON.parse(e.data);
      const known = rows.get(news.run) || [];
      known.length = news.from;
      known.push(...news.rows);
      rows.set(news.run, known);
      stale();
    });
    source.addEventListener("weights", e => { const news = JSON.parse(e.data); weights.set(news.run, news); if (news.run === chosen) drawWeights(); });
    source.addEventListener("end", () => { ended = true; source.close(); update(); });
    source.onopen = () => { document.body.dataset.connected = "true"; update(); };
    source.onerror = () => { if (!ended) { document.body.dataset.connected = "false"; $("summary").textContent = "lae is not there any more, or not yet again: trying"; } };
  }

  // A fit is a run whose curves are those of its components.
  function showFit() {
    const quantity = $("quantity"), over = $("over");
    if (quantity.options.length !== 1 || quantity.options[0].textContent !== fit.quantity) { quantity.replaceChildren(new Option(fit.quantity, "2")); over.options[0].textContent = fit.steps; }
    runs.clear();
    fit.components.forEach(([name], i) => runs.set(i, { id: i, name: /^[0-9]/.test(name) ? `component ${name}` : name, state: fit.state, color: fit.colors[i], dash: false, epochs: 0 }));
    $("title").textContent = "Fit"; $("list").hidden = true; $("fit").hidden = !fit.components.length;
    $("curves").hidden = ![...rows.values()].some(all => all.length > 1);
    $("detail-title").textContent = `Components of ${fit.data}`;
    $("about").textContent = fit.doing; $("amount").textContent = fit.quantity;
    $("learned").hidden = true; $("certificate").hidden = !fit.certificate; $("map").closest(".pictures").hidden = true;
    fill($("found"), fit.components, true); fill($("axes"), fit.certificate);
    $("summary").textContent = `${fit.data}: ${fit.state}, ${fit.doing}` + (ended ? ". It has ended." : "");
    $("stop").hidden = ended || fit.state !== "running"; $("stop").textContent = "Stop, and keep what there is";
    stale();
  }

  function update() {
    if (fit) return showFit();
    if (chosen === null && runs.size) chosen = ([...runs.values()].find(run => run.state === "running") || runs.values().next().value).id;
    const of = state => [...runs.values()].filter(run => run.state === state).length;
    const going = of("running"), left = Math.max(0, ...[...runs.values()].map(run => run.left || 0));
    $("summary").textContent = `${runs.size} ${runs.size === 1 ? "run" : "runs"}, ${going} going${going && left ? `, ${duration(left)} left of these` : ""}`
      + (ended ? ". It has ended; lae watch FOLDER shows it again." : "");
    const one = runs.get(chosen);
    $("stop").hidden = ended || !(stopsAll || (one && one.state === "running"));
    $("stop").textContent = stopsAll || !one ? "Stop, and save the state" : `Stop ${one.name}, and save its state`;
    list(); detail(); stale();
  }

  function list() {
    const words = $("filter").value.toLowerCase().split(/\s+/).filter(Boolean), body = $("rows");
    for (const run of runs.values()) {
      let row = body.querySelector(`[data-run="${run.id}"]`);
      if (!row) body.append(row = make(run));
      const last = (rows.get(run.id) || []).at(-1) || [];
      row.hidden = !words.every(word => `${run.name} ${run.state} ${run.folder} ${run.data}`.toLowerCase().includes(word));
      row.className = run.id === chosen ? "chosen" : "";
      row.querySelector("input").checked = !hidden.has(run.id);
      row.querySelector("button").setAttribute("aria-pressed", String(run.id === chosen));
      const swatch = row.querySelector(".swatch");
      swatch.style.setProperty("color", ink(run)); swatch.className = run.dash ? "swatch dash" : "swatch";
      const texts = [run.state, `${number(run.epoch)}/${number(run.epochs)}`, number(last[2]), number(last[3]), number(last[4]), run.forecast ? `~${number(run.forecast)}` : last[2] < .01 ? "below" : "–", duration(run.left), run.learned === undefined ? "" : `${run.learned} of ${run.k}`];
      texts.forEach((text, i) => { const cell = row.cells[i + 2]; if (cell.textContent !== text) cell.textContent = text; });
      row.cells[2].className = run.state;
    }
  }

  function make(run) {
    const row = document.createElement("tr");
    row.dataset.run = run.id;
    row.innerHTML = "<td><input type='checkbox'></td><td><span class='swatch'></span><button type='button'></button></td><td></td>" + "<td class='number'></td>".repeat(7);
    const box = row.querySelector("input"), button = row.querySelector("button");
    box.setAttribute("aria-label", `Show the curve of ${run.name}`);
    box.onchange = () => { box.checked ? hidden.delete(run.id) : hidden.add(run.id); stale(); };
    button.textContent = run.name;
    button.title = run.folder;
    button.onclick = () => { chosen = run.id; update(); drawWeights(); };
    return row;
  }

  function detail() {
    const run = runs.get(chosen);
    if (!run) return;
    $("detail-title").textContent = `Components: ${run.name}`;
    $("about").textContent = `${run.data}${run.rate ? `, learning rate ${run.rate}` : ""}. ${run.folder}`;
    $("learned").hidden = !run.components; $("certificate").hidden = !run.certificate;
    $("advice").textContent = run.advice || (run.forecast ? `At the pace of late d_align falls below 0.01 at about epoch ${number(run.forecast)}.` : "");
    fill($("components"), run.components); fill($("axes"), run.certificate);
    if (drawn !== chosen) drawWeights();
  }

  // Rows of numbers, with a word at their end.
  function fill(body, all, areNumbers) {
    const text = JSON.stringify(all || []);
    if (body.dataset.text === text) return;
    body.dataset.text = text;
    body.replaceChildren(...(all || []).map(cells => {
      const row = document.createElement("tr");
      cells.forEach((text, i) => { const cell = row.insertCell(); cell.textContent = text; if (areNumbers || i < cells.length - 1) cell.className = "number"; });
      return row;
    }));
  }

  function stale() { isBaseStale = true; moved(); }

  function moved() {
    if (!isStale) { isStale = true; requestAnimationFrame(draw); }
  }

  function shown() {
    return [...runs.values()].filter(run => !hidden.has(run.id) && (rows.get(run.id) || []).length);
  }

  // The scale of an axis, and where its ticks are.
  function scale(low, high, log, room) {
    if (log) {
      const a = Math.floor(Math.log10(low) + 1e-9), b = Math.max(a + 1, Math.ceil(Math.log10(high) - .02)), every = Math.max(1, Math.ceil((b - a) / room));
      const ticks = [];
      for (let d = b; d >= a; d -= every) ticks.push({ at: (d - a) / (b - a), label: "10" + String(d).replace(/[-0-9]/g, c => c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[+c]) });
      return { ticks, place: v => v === null ? null : (Math.log10(Math.max(v, Math.pow(10, a))) - a) / (b - a) };
    }
    if (high <= low) high = low + 1;
    const wanted = (high - low) / room, power = Math.pow(10, Math.floor(Math.log10(wanted))), step = [1, 2, 5, 10].map(f => f * power).find(s => s >= wanted * (1 - 1e-9));
    const ticks = [];
    for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) ticks.push({ at: (i * step - low) / (high - low), label: number(+(i * step).toPrecision(12)) });
    return { ticks, place: v => v === null ? null : (v - low) / (high - low) };
  }

  let geometry = null;
  const base = document.createElement("canvas");

  // The curves are drawn once, on a sheet of their own; a frame is that sheet and the cursor.
  function draw() {
    isStale = false;
    if (isBaseStale) { isBaseStale = false; drawBase(); }
    const canvas = $("chart"), g = canvas.getContext("2d");
    if (canvas.width !== base.width || canvas.height !== base.height) { canvas.width = base.width; canvas.height = base.height; }
    g.setTransform(1, 0, 0, 1, 0, 0);
    g.clearRect(0, 0, canvas.width, canvas.height);
    if (base.width && base.height) g.drawImage(base, 0, 0);
    g.scale(devicePixelRatio || 1, devicePixelRatio || 1);
    if (cursor !== null && geometry) read(g, shown());
  }

  function drawBase() {
    const canvas = $("chart"), box = $("plot"), ratio = devicePixelRatio || 1, width = box.clientWidth, height = box.clientHeight;
    if (base.width !== Math.round(width * ratio) || base.height !== Math.round(height * ratio)) { base.width = Math.round(width * ratio); base.height = Math.round(height * ratio); }
    const g = base.getContext("2d");
    readColors();
    g.setTransform(ratio, 0, 0, ratio, 0, 0);
    g.clearRect(0, 0, width, height);
    const over = +$("over").value, what = +$("quantity").value, log = $("log").checked, all = shown();
    let right = 0, low = Infinity, high = -Infinity;
    for (const run of all) {
      for (const row of rows.get(run.id)) {
        const v = row[what];
        if (v !== null && (!log || v > 1e-16)) { if (v < low) low = v; if (v > high) high = v; }
        if (row[over] > right) right = row[over];
      }
      if (over === 0 && run.state === "running") right = Math.max(right, run.epochs);
    }
    if (!(low <= high)) { low = log ? .1 : 0; high = 1; }
    if (!log && what < 6) { low = 0; high = Math.max(high, 1e-9); }
    const left = 58, top = 10, w = Math.max(50, width - left - 14), h = Math.max(50, height - top - 40);
    const x = scale(0, right || 1, false, Math.max(2, Math.floor(w / 90))), y = scale(low, high, log, Math.max(2, Math.floor(h / 36)));
    const px = v => left + x.place(v) * w, py = v => top + (1 - y.place(v)) * h;
    g.font = "12px system-ui, sans-serif"; g.lineWidth = 1; g.strokeStyle = paper.grid; g.fillStyle = paper.faint;
    g.textAlign = "right"; g.textBaseline = "middle";
    for (const t of y.ticks) { const at = top + (1 - t.at) * h; line(g, left, at, left + w, at); g.fillText(t.label, left - 7, at); }
    g.textAlign = "center"; g.textBaseline = "top";
    for (const t of x.ticks) { const at = left + t.at * w; line(g, at, top, at, top + h); g.fillText(t.label, at, top + h + 6); }
    g.fillText($("over").selectedOptions[0].textContent, left + w / 2, top + h + 22);
    g.save(); g.beginPath(); g.rect(left - 1, top - 2, w + 4, h + 4); g.clip();
    for (const run of all) {
      g.strokeStyle = ink(run); g.lineWidth = run.id === chosen ? 2.6 : 1.6; g.lineJoin = "round"; g.setLineDash(run.dash ? [6, 4] : []);
      curve(g, rows.get(run.id), over, what, px, py, log);
      const last = rows.get(run.id).at(-1);
      if (over === 0 && what === 2 && run.forecast && last[2] !== null) {
        g.setLineDash([2, 4]); g.lineWidth = 1.4; line(g, px(last[0]), py(last[2]), px(run.forecast), py(.01));
        if (px(run.forecast) < left + w) { g.fillStyle = ink(run); g.textAlign = "left"; g.fillText(`0.01 at ~${number(run.forecast)}`, Math.min(px(run.forecast) + 4, left + w - 110), py(.01) - 16); }
      }
    }
    g.setLineDash([]); g.restore();
    geometry = { left, top, w, h, right: right || 1, px, py, over, what };
    canvas.setAttribute("aria-label", `${$("quantity").selectedOptions[0].textContent} over ${$("over").selectedOptions[0].textContent}: ` + all.map(run => `${run.name} ${number(rows.get(run.id).at(-1)[what])}`).join(", "));
  }

  function line(g, a, b, c, d) { g.beginPath(); g.moveTo(a, b); g.lineTo(c, d); g.stroke(); }

  // Of each pixel's points the first, lowest, highest and last: no spike is lost, and 30,000 points are a few thousand.
  function curve(g, points, over, what, px, py, log) {
    g.beginPath();
    let pen = false, column = null, low = 0, high = 0, end = 0;
    const flush = () => { if (column !== null) { g.lineTo(column, low); g.lineTo(column, high); g.lineTo(column, end); } };
    for (const row of points) {
      const v = row[what];
      if (v === null) { flush(); column = null; pen = false; continue; }
      const a = px(row[over]), b = py(v);
      if (!pen) { g.moveTo(a, b); pen = true; }
      if (column !== null && a - column < .5) { low = Math.min(low, b); high = Math.max(high, b); end = b; continue; }
      flush(); column = a; low = high = end = b;
    }
    flush(); g.stroke();
  }

  function read(g, all) {
    const { left, top, w, h, px, py, over, what, right } = geometry, at = cursor * right;
    g.strokeStyle = paper.faint; g.lineWidth = 1; g.setLineDash([2, 3]); line(g, left + cursor * w, top, left + cursor * w, top + h); g.setLineDash([]);
    const texts = [];
    for (const run of all) {
      const points = rows.get(run.id);
      let a = 0, b = points.length - 1;
      while (b - a > 1) { const m = (a + b) >> 1; points[m][over] <= at ? a = m : b = m; }
      const found = Math.abs(points[a][over] - at) <= Math.abs(points[b][over] - at) ? points[a] : points[b];
      if (found[what] === null || Math.abs(px(found[over]) - (left + cursor * w)) > 12) continue;
      g.fillStyle = ink(run); g.beginPath(); g.arc(px(found[over]), py(found[what]), 3.5, 0, 7); g.fill();
      texts.push([found[what], `${run.name} ${number(found[what])}`]);
    }
    $("reading").textContent = `${$("over").selectedOptions[0].textContent} ${number(at)}: ` + texts.sort((a, b) => a[0] - b[0]).map(t => t[1]).join("; ");
  }

  function drawWeights() {
    const news = weights.get(chosen), map = $("map"), sheet = $("columns");
    drawn = chosen;
    map.closest(".pictures").hidden = !news;
    if (!news) { drawn = null; return; }
    map.width = news.columns; map.height = news.rows;
    // Weights that are still tiny would be a white square: they have a scale of their own, which the caption says.
    const largest = Math.max(...news.map.map(v => Math.abs(v || 0))), unit = largest > 0 && largest < .05 ? largest : 1;
    $("scale").textContent = unit < 1 ? ` The darkest is ${number(unit)}.` : "";
    paint(map, news.rows, news.columns, (i, j) => diverging(news.map[i * news.columns + j] === null ? null : news.map[i * news.columns + j] / unit));
    map.setAttribute("aria-label", `Heat map of the decoder against the principal directions: ${[...Array(Math.min(news.rows, news.columns)).keys()].filter(i => Math.abs(news.map[i * news.columns + i]) > .95).length} of ${news.columns} on the diagonal`);
    sheet.closest("figure").hidden = !news.pictures;
    if (!news.pictures) return;
    const isStrip = news.height === 1, across = isStrip ? 1 : Math.ceil(Math.sqrt(news.columns)), down = Math.ceil(news.columns / across);
    const bytes = news.pictures.map(text => Uint8Array.from(atob(text), c => c.charCodeAt(0))), tall = isStrip ? Math.max(1, Math.round(news.width / news.columns / 3)) : news.height;
    sheet.width = across * (news.width + 1) - 1; sheet.height = down * (tall + 1) - 1;
    paint(sheet, sheet.height, sheet.width, (i, j) => {
      const row = i % (tall + 1), column = j % (news.width + 1), picture = Math.floor(i / (tall + 1)) * across + Math.floor(j / (news.width + 1));
      if (row === tall || column === news.width || picture >= bytes.length) return 0;
      const value = (bytes[picture][(isStrip ? 0 : row) * news.width + column] << 24 >> 24) / 127;
      if (isStrip) return diverging(value);
      const gray = Math.round(127.5 + 127.5 * value);
      return packed(gray, gray, gray);
    });
  }

  function diverging(value) {
    if (value === null) return packed(128, 128, 128);
    const v = Math.max(-1, Math.min(1, value)), [r, g, b] = v >= 0 ? [5, 80, 150] : [178, 40, 30], t = Math.abs(v);
    return packed(Math.round(247 + (r - 247) * t), Math.round(247 + (g - 247) * t), Math.round(247 + (b - 247) * t));
  }

  // A pixel as the bytes of a picture have it; 0 is none.
  function packed(r, g, b) { return (255 << 24 | b << 16 | g << 8 | r) >>> 0; }

  function paint(canvas, height, width, at) {
    const g = canvas.getContext("2d"), image = g.createImageData(width, height), pixels = new Uint32Array(image.data.buffer);
    for (let i = 0; i < height; i++) for (let j = 0; j < width; j++) pixels[i * width + j] = at(i, j);
    g.putImageData(image, 0, 0);
  }

  const chart = $("chart");
  const point = e => { if (geometry) { cursor = Math.max(0, Math.min(1, (e.clientX - chart.getBoundingClientRect().left - geometry.left) / geometry.w)); moved(); } };
  chart.addEventListener("pointermove", point);
  chart.addEventListener("pointerdown", point);
  chart.addEventListener("pointerleave", () => { cursor = null; moved(); });
  chart.addEventListener("keydown", e => {
    const step = { ArrowLeft: -.01, ArrowRight: .01, PageUp: -.1, PageDown: .1, Home: -1, End: 1 }[e.key];
    if (step === undefined) return;
    e.preventDefault(); cursor = Math.max(0, Math.min(1, (cursor === null ? (step > 0 ? -step : 1 - step) : cursor) + step)); moved();
  });
  for (const id of ["quantity", "over", "log"]) $(id).addEventListener("change", stale);
  $("filter").addEventListener("input", list);
  const listed = () => [...$("rows").rows].filter(row => !row.hidden).map(row => +row.dataset.run);
  $("all").onclick = () => { listed().forEach(id => hidden.delete(id)); list(); stale(); };
  $("none").onclick = () => { [...runs.keys()].forEach(id => hidden.add(id)); list(); stale(); };
  $("stop").onclick = async () => {
    const name = (runs.get(chosen) || {}).name;
    if (!confirm(fit ? "Stop the fit? What it has found so far is kept." : stopsAll ? "Stop all runs? Their state is saved; the same command goes on."
      : `Stop ${name}, and what its command does beside it? Their state is saved; the same command goes on.`)) return;
    $("stop").disabled = stopsAll;
    const answer = await fetch(`stop?run=${chosen}`, { method: "POST", headers: { "X-Lae-Token": token } }).catch(() => ({ ok: false }));
    $("summary").textContent = answer.ok ? "stopping, and saving the state …" : "it could not be asked to stop";
  };
  new ResizeObserver(stale).observe($("plot"));
  dark.addEventListener("change", update);
  isStale = false; readColors(); stale();
  listen();
})();
