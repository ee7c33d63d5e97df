"use strict";
// Draws each chart from the numbers in the page, and shows beside each name the value nearest to the pointer.
(function () {
  const charts = JSON.parse(document.getElementById("charts").textContent);
  const superscript = n => String(n).replace(/[-0-9]/g, c => c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[+c]);
  const escape = text => text.replace(/[&<>"]/g, c => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
  const format = v => v === 0 ? "0" : Math.abs(v) < 1e-3 ? v.toExponential(1) : Math.abs(v) >= 1000 ? Math.round(v).toLocaleString("en-US") : String(+v.toPrecision(3));

  function linearTicks(low, high, most) {
    const wanted = (high - low) / most, power = Math.pow(10, Math.floor(Math.log10(wanted)));
    const step = [1, 2, 5, 10].map(f => f * power).find(s => s >= wanted * (1 - 1e-9));
    const ticks = [];
    for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) ticks.push({ at: i * step, label: format(+(i * step).toPrecision(12)) });
    return ticks;
  }

  function logTicks(low, high, most) {
    const every = Math.max(1, Math.ceil((high - low) / most)), ticks = [];
    for (let d = Math.ceil(low); d <= high; d++) if ((Math.floor(high) - d) % every === 0) ticks.push({ at: d, label: "10" + superscript(d) });
    return ticks;
  }

  function axis(values, log, most) {
    const used = values.filter(v => v !== null && (!log || v > 0)).map(v => log ? Math.log10(v) : v);
    let low = Math.min(...used), high = Math.max(...used);
    if (!used.length) { low = 0; high = 1; }
    if (log) {
      if (high - low < 1 || Math.floor(low) !== Math.floor(high)) { low = Math.floor(low + 1e-9); high = Math.ceil(high - .02); }
    } else if (low > 0 && low < high / 3) low = 0;
    if (high <= low) high = low + 1;
    return { low, high, place: v => v === null || (log && v <= 0) ? null : ((log ? Math.log10(v) : v) - low) / (high - low), ticks: log ? logTicks(low, high, most) : linearTicks(low, high, most) };
  }

  function make(box) {
    const chart = charts[+box.dataset.chart], hidden = new Set();
    box.innerHTML = "<b></b><i></i><div class='plot'></div><div class='key'></div>";
    box.querySelector("b").textContent = chart.title;
    const plot = box.querySelector(".plot"), where = box.querySelector("i"), key = box.querySelector(".key");
    chart.series.forEach((s, i) => {
      const button = document.createElement("button");
      button.type = "button";
      button.setAttribute("aria-pressed", "true");
      button.innerHTML = `<svg viewBox="0 0 22 8"><path d="M0 4H22" stroke="${escape(s.color)}" stroke-width="2.2"${s.dash ? " stroke-dasharray='5 3'" : ""}/></svg><span>${escape(s.label)}</span><output></output>`;
      button.onclick = () => { hidden.has(i) ? hidden.delete(i) : hidden.add(i); button.setAttribute("aria-pressed", String(!hidden.has(i))); draw(); };
      key.append(button);
    });
    const values = [...key.querySelectorAll("output")];
    let geometry;

    function draw() {
      const width = Math.max(plot.clientWidth, 240), height = Math.round(Math.min(300, width * .68));
      const left = 46, right = 20, top = 22, bottom = 36, w = width - left - right, h = height - top - bottom;
      const shown = chart.series.filter((_, i) => !hidden.has(i));
      const x = axis(chart.series.flatMap(s => s.x), chart.logX, Math.floor(w / 62));
      const y = axis(shown.flatMap(s => s.y.concat(s.low || [], s.high || [])), chart.logY, 6);
      const px = v => { const p = x.place(v); return p === null ? null : left + p * w; };
      const py = v => { const p = y.place(v); return p === null ? null : top + (1 - p) * h; };
      let svg = `<svg viewBox="0 0 ${width} ${height}" height="${height}" role="img" aria-label="${escape(chart.title)}"><g font-size="10.5" fill="#444">`;
      for (const t of y.ticks) {
        const at = top + (1 - (t.at - y.low) / (y.high - y.low)) * h;
        svg += `<path d="M${left} ${at}H${left + w}" stroke="#e6e6e6"/><text x="${left - 6}" y="${at + 3.5}" text-anchor="end">${t.label}</text>`;
      }
      for (const t of x.ticks) {
        const at = left + (t.at - x.low) / (x.high - x.low) * w;
        svg += `<path d="M${at} ${top}V${top + h}" stroke="#f0f0f0"/><text x="${at}" y="${top + h + 14}" text-anchor="middle">${t.label}</text>`;
      }
      svg += `<text x="${left + w / 2}" y="${height - 5}" text-anchor="middle">${escape(chart.xLabel)}</text><text x="${left - 40}" y="9">${escape(chart.yLabel)}</text></g>`;
      svg += `<path d="M${left} ${top}V${top + h}H${left + w}" fill="none" stroke="#222" stroke-width=".8"/>`;
      for (const s of shown) if (s.low && s.high) {
        const area = s.x.map((v, i) => [px(v), py(s.low[i]), py(s.high[i])]).filter(p => p.every(v => v !== null));
        if (area.length > 1) svg += `<path d="M${area.map(p => p[0].toFixed(1) + " " + p[1].toFixed(1)).join("L")}L${area.reverse().map(p => p[0].toFixed(1) + " " + p[2].toFixed(1)).join("L")}Z" fill="${escape(s.color)}" fill-opacity=".18"/>`;
      }
      for (const s of shown) {
        let path = "", pen = false, dots = "";
        s.x.forEach((v, i) => {
          const a = px(v), b = py(s.y[i]);
          if (a === null || b === null) { pen = false; return; }
          path += `${pen ? "L" : "M"}${a.toFixed(1)} ${b.toFixed(1)}`; pen = true;
          if (s.x.length <= 12) dots += `<circle cx="${a.toFixed(1)}" cy="${b.toFixed(1)}" r="2.6"/>`;
        });
        svg += `<path d="${path}" fill="none" stroke="${escape(s.color)}" stroke-width="1.7" stroke-linejoin="round"${s.dash ? " stroke-dasharray='6 3.5'" : ""}/><g fill="${escape(s.color)}">${dots}</g>`;
      }
      plot.innerHTML = svg + `<g class="cross"></g></svg>`;
      geometry = { left, top, w, h, x, y, px, py, width };
    }

    function nearest(s, target) {
      let best = -1, distance = Infinity;
      s.x.forEach((v, i) => { const a = geometry.px(v); if (a !== null && s.y[i] !== null && Math.abs(a - target) < distance) { best = i; distance = Math.abs(a - target); } });
      return distance < geometry.w / 6 ? best : -1;
    }

    function read(event) {
      const area = plot.getBoundingClientRect(), { left, top, w, h, px, py } = geometry;
      const target = Math.min(Math.max(event.clientX - area.left, left), left + w);
      const found = chart.series.map((s, i) => ({ s, at: hidden.has(i) ? -1 : nearest(s, target) })).filter(f => f.at >= 0);
      const cross = plot.querySelector(".cross");
      if (!found.length) { leave(); return; }
      const closest = found.reduce((a, b) => Math.abs(px(a.s.x[a.at]) - target) <= Math.abs(px(b.s.x[b.at]) - target) ? a : b);
      const line = px(closest.s.x[closest.at]);
      cross.innerHTML = `<path d="M${line} ${top}V${top + h}" stroke="#777" stroke-dasharray="2 2"/>` + found.map(f => { const y = py(f.s.y[f.at]); return y === null ? "" : `<circle cx="${px(f.s.x[f.at])}" cy="${y}" r="3" fill="${escape(f.s.color)}" stroke="#fff"/>`; }).join("");
      where.textContent = `${chart.xLabel} ${format(closest.s.x[closest.at])}`;
      values.forEach(value => { value.textContent = ""; });
      for (const f of found) values[chart.series.indexOf(f.s)].textContent = format(f.s.y[f.at]);
    }

    function leave() {
      where.textContent = "";
      values.forEach(value => { value.textContent = ""; });
      const cross = plot.querySelector(".cross");
      if (cross) cross.innerHTML = "";
    }

    plot.addEventListener("pointermove", read);
    plot.addEventListener("pointerdown", read);
    plot.addEventListener("pointerleave", leave);
    let width = 0;
    new ResizeObserver(() => { if (plot.clientWidth !== width) { width = plot.clientWidth; draw(); } }).observe(plot);
    draw();
  }

  document.querySelectorAll(".chart").forEach(make);

  // Curves and their picture show the same: one of them at a time.
  document.querySelectorAll(".views").forEach(views => {
    const bar = document.createElement("div"), buttons = {};
    bar.className = "switch";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "How the curves are shown");
    const show = kind => {
      views.className = "views " + kind;
      for (const name in buttons) buttons[name].setAttribute("aria-pressed", String(name === kind));
    };
    for (const [kind, text] of [["curves", "Curves to read off"], ["picture", "Picture for print"]]) {
      const button = buttons[kind] = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      button.onclick = () => show(kind);
      bar.append(button);
    }
    views.prepend(bar);
    show("curves");
  });

  // What is wider than the page says so.
  const note = box => {
    const isWide = box.scrollWidth > box.clientWidth + 1, before = box.nextElementSibling;
    const has = before && before.className === "sideways";
    if (isWide && !has) box.insertAdjacentHTML("afterend", "<p class='sideways'>wider than the page: scroll sideways</p>");
    else if (!isWide && has) before.remove();
  };
  const widths = new ResizeObserver(entries => entries.forEach(entry => note(entry.target)));
  document.querySelectorAll(".scroll").forEach(box => widths.observe(box));
})();
