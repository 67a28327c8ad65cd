// Everything is on the page without this script; it filters, sorts, folds and saves what is there.
(() => {
  "use strict";
  const FOLDED = 5;
  const byId = id => document.getElementById(id);

  // Times are written in UTC and shown in the reader's zone, with UTC on hover.
  const zone = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
  for (const time of document.querySelectorAll("time")) {
    const at = new Date(time.dateTime);
    if (!isNaN(at)) {
      time.title = time.textContent;
      time.textContent = zone.format(at);
    }
  }

  const table = byId("all");
  if (!table) return;
  const tools = byId("tools"), text = byId("text"), severity = byId("severity"), rule = byId("rule"), template = byId("template"), sort = byId("sort"), shown = byId("shown");
  const heading = table.tHead.rows[0].cells[0], flat = document.createElement("tbody");
  const collator = new Intl.Collator("en", { numeric: true });

  const groups = [...table.tBodies].map((body, at) => {
    const { s, r, t } = body.dataset;
    const rows = [...body.rows].filter(row => row.className === "").map(row => {
      const of = row.dataset.t ?? t;
      const label = document.createElement("small");
      label.className = "of";
      label.append(r + " · " + s + (of ? " · " + of : ""));
      row.cells[0].prepend(label);
      const link = row.cells[0].querySelector("a, b");
      const url = link.getAttribute("href") ?? link.textContent;
      const words = (row.textContent + " " + url).toLowerCase();
      return { row, url, template: of, words, found: true };
    });
    const more = document.createElement("tr");
    more.className = "more";
    const cell = more.insertCell(), button = document.createElement("button");
    cell.colSpan = table.rows[0].cells.length;
    button.type = "button";
    cell.append(button);
    const group = { at, body, severity: s, rule: r, template: t, count: Number(body.dataset.n), rows, more, button, open: false, rest: body.querySelector(".rest") };
    button.addEventListener("click", () => {
      group.open = !group.open;
      apply();
    });
    return group;
  });

  function options(select, values) {
    for (const value of values) select.append(new Option(value || "(no template)", value));
  }
  const distinct = name => [...new Set(groups.flatMap(group => name === "template" ? group.rows.map(row => row.template).concat(group.template) : group[name]))];
  options(rule, distinct("rule").sort(collator.compare));
  options(template, distinct("template").sort(collator.compare));
  if (template.options.length < 3) template.hidden = true;

  const order = {
    worst: (a, b) => a.at - b.at,
    most: (a, b) => b.count - a.count || a.at - b.at,
    template: (a, b) => collator.compare(a.template, b.template) || a.at - b.at,
    url: (a, b) => a.at - b.at,
  };

  function select() {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const group of groups) {
      const fits = (!severity.value || group.severity === severity.value) && (rule.selectedIndex < 1 || group.rule === rule.value);
      for (const row of group.rows) {
        row.found = fits && (template.selectedIndex < 1 || row.template === template.value) && words.every(word => row.words.includes(word));
      }
    }
    return words.length > 0;
  }

  function apply() {
    const searching = select();
    const isFlat = sort.value === "url";
    table.classList.toggle("flat", isFlat);
    if (isFlat) heading.setAttribute("aria-sort", "ascending");
    else heading.removeAttribute("aria-sort");
    let found = 0;
    const bodies = [...groups].sort(order[sort.value]);
    for (const group of bodies) {
      const matching = group.rows.filter(row => row.found);
      found += matching.length;
      const folded = !isFlat && !searching && !group.open && matching.length > FOLDED + 1;
      for (const row of group.rows) row.row.hidden = !row.found;
      if (folded) for (const row of matching.slice(FOLDED)) row.row.hidden = true;
      group.more.hidden = searching || matching.length <= FOLDED + 1;
      group.button.textContent = group.open ? "Show fewer" : "Show " + (matching.length - FOLDED) + " more of " + group.rule + (group.template ? " on " + group.template : "");
      group.button.setAttribute("aria-expanded", group.open);
      if (group.rest) group.rest.hidden = folded || (searching && !matching.length);
      group.body.hidden = isFlat || !matching.length;
    }
    if (isFlat) {
      const rows = bodies.flatMap(group => group.rows).sort((a, b) => collator.compare(a.url, b.url));
      flat.replaceChildren(...rows.map(row => row.row));
      table.append(flat);
    } else {
      flat.remove();
      for (const group of bodies) {
        const head = group.body.rows[0];
        group.body.replaceChildren(head, ...group.rows.map(row => row.row), group.more, ...(group.rest ? [group.rest] : []));
        table.append(group.body);
      }
    }
    const all = groups.reduce((sum, group) => sum + group.rows.length, 0);
    const number = count => count.toLocaleString("en-US");
    shown.textContent = found === all ? number(all) + " findings on this page" : number(found) + " of " + number(all) + " findings on this page";
    byId("nothing").hidden = found > 0;
  }

  // A spreadsheet runs what begins like a formula, so such a cell begins with an apostrophe instead.
  function cell(value) {
    const safe = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(value) ? "'" + value : value;
    return /[",;\r\n]|^ | $/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
  }

  function csv() {
    const of = (row, query) => row.querySelector(query)?.textContent ?? "";
    const side = (row, kind) => (of(row, kind + ".own > code") && table.dataset.origin) + of(row, kind + " > code");
    const lines = [["rule", "severity", "url", "template", "legacy", "next", "message", "evidence"]];
    for (const group of groups) {
      for (const { row, url, template: name, found } of group.rows) {
        if (found) lines.push([group.rule, group.severity, url, name, side(row, ".l"), side(row, ".n"), of(row, ".u > p"), of(row, "pre")]);
      }
    }
    const file = new Blob(["\ufeff" + lines.map(line => line.map(cell).join(",") + "\r\n").join("")], { type: "text/csv;charset=utf-8" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = table.dataset.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  let typing = 0;
  text.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(apply, 120);
  });
  for (const control of [severity, rule, template, sort]) control.addEventListener("change", apply);
  byId("csv").addEventListener("click", csv);
  byId("clear").addEventListener("click", () => {
    text.value = "";
    for (const control of [severity, rule, template]) control.selectedIndex = 0;
    apply();
    text.focus();
  });
  const byUrl = document.createElement("button");
  byUrl.type = "button";
  byUrl.append(...heading.childNodes);
  heading.append(byUrl);
  byUrl.addEventListener("click", () => {
    sort.value = sort.value === "url" ? "worst" : "url";
    apply();
  });

  // A link to a group shows it, whatever is filtered.
  addEventListener("hashchange", () => {
    const target = location.hash && byId(location.hash.slice(1));
    if (target && target.closest("tbody[hidden]")) {
      byId("clear").click();
      sort.value = "worst";
      apply();
      target.scrollIntoView();
    }
  });
  tools.hidden = false;
  apply();
})();
