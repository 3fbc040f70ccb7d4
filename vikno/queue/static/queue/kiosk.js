// The kiosk goes back to its start when nobody touches it, prints by itself where a printer stands, and when the link
// is off gives numbers that the server set aside for it. What it gave is handed over later, each number once: the token
// is made with the number, kept until the server has answered for it, and the server knows a token it has seen.
"use strict";

(() => {
  const WARN_MS = 45000;
  const WIPE_MS = 60000;
  const LINK_MS = 3000;
  const SYNC_MS = 30000;
  const SHOWN_MS = 20000;
  const LETTERS = { consult: "К", submit: "П", collect: "Р" };

  const page = document.body;
  const key = `kiosk:${page.dataset.kiosk}`;
  const numbers = page.dataset.numbers;
  const isStart = "isStart" in page.dataset;
  const find = (name) => document.querySelector(`[data-kiosk-${name}]`);
  const main = document.querySelector("main");

  // ---- left alone: a warning, then the start ----------------------------------------------------------------------

  let warning = 0;
  let wiping = 0;

  function touched() {
    clearTimeout(warning);
    clearTimeout(wiping);
    find("still").hidden = true;
    if (isStart) return;
    warning = setTimeout(() => { find("still").hidden = false; }, WARN_MS);
    wiping = setTimeout(() => go(page.dataset.start), WIPE_MS);
  }

  async function go(address) {
    if (await isLinked()) location.replace(address);
    else wiping = setTimeout(() => go(address), LINK_MS);
  }

  // ---- numbers for when the link is off ---------------------------------------------------------------------------

  function kept() {
    try {
      return { day: "", free: {}, given: [], ...JSON.parse(localStorage.getItem(key) || "{}") };
    } catch {
      return { day: "", free: {}, given: [] };
    }
  }

  const keep = (state) => localStorage.setItem(key, JSON.stringify(state));
  // An office without a certificate has no randomUUID.
  function newToken() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  const dayOfKyiv = () => new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Kyiv" });

  async function ask(options = {}) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), LINK_MS);
    try {
      const answer = await fetch(numbers, { cache: "no-store", ...options, signal: stop.signal });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  async function isLinked() {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), LINK_MS);
    try {
      const answer = await fetch("/healthz", { cache: "no-store", credentials: "omit", signal: stop.signal });
      await answer.text(); // its beginning alone is no link
      return answer.ok;
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
    }
  }

  async function handOver() {
    const given = kept().given;
    if (!given.length) return true;
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await ask({
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ given: given.slice(0, 100) }),
    });
    if (!answer || !answer.taken) return false;
    const state = kept(); // numbers given meanwhile stay
    state.given = state.given.filter((one) => !(one.token in answer.taken));
    keep(state);
    return true;
  }

  async function sync() {
    if (await handOver()) {
      const answer = await ask();
      if (answer && answer.free) {
        const state = kept();
        const waits = new Set(state.given.map((one) => `${one.purpose}${one.number}`));
        state.day = answer.day;
        state.free = {};
        for (const [purpose, free] of Object.entries(answer.free)) {
          state.free[purpose] = free.filter((number) => !waits.has(`${purpose}${number}`));
        }
        keep(state);
      }
    }
    setTimeout(sync, SYNC_MS);
  }

  function give(purpose) {
    const state = kept();
    const free = state.day === dayOfKyiv() ? state.free[purpose] || [] : [];
    const number = free.shift();
    if (!number) return null;
    state.free[purpose] = free;
    state.given.push({ token: newToken(), purpose, number, at: new Date().toISOString() });
    keep(state);
    return `${LETTERS[purpose]}-${String(number).padStart(3, "0")}`;
  }

  // A device may have nothing to print with: the number stays on the screen, and the kiosk goes on.
  function printed() {
    try {
      window.print();
    } catch {
      // told by the number itself
    }
  }

  function showWithoutLink(purpose) {
    const number = purpose ? give(purpose) : null;
    const shown = find(number ? "offline" : "out");
    if (number) {
      find("number").textContent = number;
      find("time").textContent = new Date().toLocaleString("uk-UA", { timeZone: "Europe/Kyiv" });
    }
    main.hidden = true;
    shown.hidden = false;
    if (number) printed();
    setTimeout(() => {
      shown.hidden = true;
      main.hidden = false;
      pressed = false;
    }, SHOWN_MS);
  }

  // ---- a press: through the server while there is one --------------------------------------------------------------

  let pressed = false; // two taps are one

  async function follow(event, purpose, act) {
    event.preventDefault();
    if (pressed) return;
    pressed = true;
    if (await isLinked()) act();
    else showWithoutLink(purpose);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.k-key");
    if (link) follow(event, link.dataset.purpose || page.dataset.purpose, () => location.assign(link.href));
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    follow(event, page.dataset.purpose, () => {
      if (button && button.name) {
        const said = document.createElement("input");
        said.type = "hidden";
        said.name = button.name;
        said.value = button.value;
        form.append(said);
      }
      form.submit();
    });
  });

  // A page kept for when there is no link is shown more than once: each showing is an operation of its own.
  for (const link of document.querySelectorAll("a[data-purpose]")) {
    const address = new URL(link.href);
    address.searchParams.set("op", newToken());
    link.href = address.href;
  }

  // «Back» brings a page as it was left: its keys must work again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.replace(page.dataset.start);
  });

  // ---- the number of a booking: digits stay on the page until it is asked for ---------------------------------------

  const pad = find("pad");
  if (pad) {
    const field = pad.elements.number;
    pad.addEventListener("click", (event) => {
      const key = event.target.closest("[name=digit], [name=erase]");
      if (!key) return;
      event.preventDefault();
      const digits = field.value.replace(/\D/g, "");
      const now = key.name === "erase" ? digits.slice(0, -1) : (digits + key.value).slice(0, 9);
      field.value = now.replace(/(\d{3})(?=\d)/g, "$1-");
    });
  }

  // ---- print --------------------------------------------------------------------------------------------------------

  const print = find("print");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", printed);
  }
  if (page.dataset.print && sessionStorage.getItem("printed") !== page.dataset.print) {
    sessionStorage.setItem("printed", page.dataset.print);
    printed();
  }

  // ---- without a link the first page opens too, where the address is safe enough for a worker (https) ---------------

  if (navigator.serviceWorker) navigator.serviceWorker.register(page.dataset.worker).catch(() => {});

  for (const name of ["pointerdown", "keydown", "input"]) document.addEventListener(name, touched);
  touched();
  if (navigator.locks) navigator.locks.request(key, () => sync().then(() => new Promise(() => {})));
  else sync();
})();
