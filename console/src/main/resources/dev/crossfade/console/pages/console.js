// A page is whole without this script. With it, times are the viewer's own, and what is marked data-live follows what happens.
(() => {
  "use strict";
  const PAUSE = 400, STALE = 5000;

  // ---- times: UTC in the page, the viewer's zone on the screen, UTC on hover
  const format = options => new Intl.DateTimeFormat("en-GB", options);
  const clock = format({ hour: "2-digit", minute: "2-digit" }), exact = format({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const weekday = format({ weekday: "short", hour: "2-digit", minute: "2-digit" }), day = format({ day: "numeric", month: "short", year: "numeric" });
  const full = format({ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
  const HOUR = 3600e3, DAY = 24 * HOUR;

  function span(ms) {
    const s = Math.abs(ms) / 1000;
    const text = s < 90 ? Math.round(s) + " s" : s < 5400 ? Math.round(s / 60) + " min" : s < 48 * 3600 ? Math.round(s / 3600) + " h" : Math.round(s / 86400) + " d";
    return ms < 0 ? text + " ago" : "in " + text;
  }

  function moment(at) {
    const now = new Date(), away = Math.abs(at - now);
    if (at.toDateString() === now.toDateString()) return clock.format(at);
    return away < 6 * DAY ? weekday.format(at) : full.format(at);
  }

  const ways = { moment, clock: at => exact.format(at), day: at => day.format(at), span: at => span(at - Date.now()) };

  function showTimes(within) {
    for (const time of within.querySelectorAll("time[datetime]")) {
      const at = new Date(time.dateTime);
      if (!isNaN(at)) time.textContent = (ways[time.dataset.as] ?? moment)(at);
    }
  }

  // ---- live: what the server wrote is kept, to see whether it wrote something else since
  const written = new WeakMap();
  const live = within => within.querySelectorAll("[data-live][id]");
  const remember = within => live(within).forEach(element => written.set(element, element.outerHTML));
  const draw = within => globalThis.crossfadeCharts?.draw(within);

  function busy(element) {
    const at = document.activeElement;
    const typing = at && element.contains(at) && at.matches("input, textarea, select");
    return typing || element.querySelector("dialog[open]") !== null;
  }

  function replace(old, fresh) {
    const html = fresh.outerHTML;
    if (written.get(old) === html || busy(old)) return;
    const opened = [...old.querySelectorAll("details[open][id]")].map(details => details.id);
    const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    const left = old.scrollLeft;
    const next = document.importNode(fresh, true);
    globalThis.crossfadeCharts?.carry(old, next);
    for (const id of opened) next.querySelector("#" + CSS.escape(id))?.setAttribute("open", "");
    showTimes(next);
    old.replaceWith(next);
    written.set(next, html);
    next.scrollLeft = left;
    draw(next);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    next.dispatchEvent(new CustomEvent("crossfade:live", { bubbles: true }));
  }

  let wanted = new Set(), timer = 0, asking = false;

  async function refresh() {
    timer = 0;
    if (asking) return void (timer = setTimeout(refresh, PAUSE));
    const kinds = wanted;
    wanted = new Set();
    asking = true;
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" }, redirect: "manual", cache: "no-store" });
      if (answer.type === "opaqueredirect") return void location.reload(); // the session has ended
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const element of live(document)) {
        const after = fresh.getElementById(element.id);
        const concerned = kinds.has("*") || element.dataset.live.split(" ").some(kind => kinds.has(kind));
        if (after && concerned) replace(element, after);
      }
    } catch (failure) {
      if (!(failure instanceof TypeError)) throw failure; // the gateway is away: the stream says so
    } finally {
      asking = false;
    }
  }

  function changed(kind) {
    if (kind !== "*" && ![...live(document)].some(element => element.dataset.live.split(" ").includes(kind))) return;
    wanted.add(kind);
    timer ||= setTimeout(refresh, PAUSE);
  }

  const state = document.getElementById("live");
  let stream, lost = 0;

  function tell(on) {
    if (!state) return;
    const text = on ? "live" : "not live since " + exact.format(lost);
    state.hidden = false;
    state.className = on ? "on" : "off";
    if (state.textContent !== text) state.textContent = text;
  }

  function listen() {
    if (stream || !state || live(document).length === 0) return;
    stream = new EventSource("/api/v1/events");
    stream.addEventListener("open", () => {
      if (lost) changed("*");
      lost = 0;
      tell(true);
    });
    stream.addEventListener("error", () => {
      lost ||= Date.now();
      setTimeout(() => lost && tell(false), STALE);
      if (stream?.readyState === EventSource.CLOSED) {
        stream = undefined;
        setTimeout(listen, STALE);
      }
    });
    for (const kind of ["exposure", "verdict", "finding", "guard", "reload", "health", "figures"]) stream.addEventListener(kind, () => changed(kind));
    stream.addEventListener("gap", () => changed("*"));
  }

  // A browser gives a host few connections: a tab that nobody looks at needs none.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      stream?.close();
      stream = undefined;
    } else {
      listen();
      changed("*");
    }
  });

  // ---- dialogs, where the browser does not know the attributes command and commandfor
  document.addEventListener("click", event => {
    const button = event.target.closest?.("button[commandfor]");
    if (!button || "commandForElement" in HTMLButtonElement.prototype) return;
    const dialog = document.getElementById(button.getAttribute("commandfor"));
    if (button.getAttribute("command") === "show-modal") dialog?.showModal();
    else if (button.getAttribute("command") === "close") dialog?.close();
  });

  // one that the server has opened, since what was asked for in it was refused
  for (const dialog of document.querySelectorAll("dialog[open]")) {
    dialog.close();
    dialog.showModal();
  }

  // ---- filters apply by themselves
  document.addEventListener("change", event => {
    if (event.target.matches?.("form[data-auto] select, form[data-auto] input[type=checkbox]")) event.target.form.requestSubmit();
  });

  // ---- what needs a script at all shows only with it: copying a text, reading a file into one
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
      button.textContent = "Copied";
    });
  }
  for (const input of document.querySelectorAll("input[data-into]")) {
    input.closest("label").hidden = false;
    input.addEventListener("change", async () => {
      if (input.files.length) document.getElementById(input.dataset.into).value = await input.files[0].text();
    });
  }

  remember(document);
  showTimes(document);
  draw(document);
  setInterval(() => showTimes(document), 10_000);
  if (!document.hidden) listen();
})();
