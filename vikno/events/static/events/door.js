// Codes at the door: kept on the device with an id and a moment, sent when there is a connection, forgotten when taken.
// The page itself is kept too (door_worker.js), until a few days after the event or until somebody signs out.
"use strict";

(() => {
  const SCANS = "vikno:door:";
  const UNTIL = "vikno:door-until:";
  const DEVICE = "vikno:door:device";
  const PART = 500;
  const AGAIN_MS = 15_000;
  const LINK_MS = 10_000; // a link that says nothing is no link

  async function forget(event) {
    localStorage.removeItem(SCANS + event);
    localStorage.removeItem(UNTIL + event);
    if (!navigator.serviceWorker) return;
    for (const one of await navigator.serviceWorker.getRegistrations()) {
      if (new URL(one.scope).pathname.endsWith(`/${event}/door/`)) await one.unregister();
    }
    for (const key of await caches.keys()) if (key.startsWith(`door-${event}-`)) await caches.delete(key);
  }

  // What is left of events that are over goes, whichever door is opened next.
  for (const key of Object.keys(localStorage).filter((each) => each.startsWith(UNTIL))) {
    if (Date.now() > Number(localStorage.getItem(key))) forget(key.slice(UNTIL.length));
  }

  const form = document.querySelector("[data-door]");
  if (!form) return;
  const { door: event, until, page, worker } = form.dataset;
  const state = document.querySelector("[data-door-state]");
  const field = form.querySelector("textarea");
  const kept = () => JSON.parse(localStorage.getItem(SCANS + event) || "[]");
  const keep = (scans) => {
    if (scans.length) localStorage.setItem(SCANS + event, JSON.stringify(scans));
    else localStorage.removeItem(SCANS + event);
  };
  // crypto.randomUUID needs a secure address; a hall may have none.
  const id = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const hex = Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };
  if (!localStorage.getItem(DEVICE)) localStorage.setItem(DEVICE, id());
  let isSending = false;
  let token = (form.querySelector("[name=csrfmiddlewaretoken]") || {}).value;

  function tell({ unknown = [], words = "" } = {}) {
    const waiting = kept().length;
    state.hidden = false;
    state.textContent = waiting ? `${state.dataset.waiting} ${waiting}.` : state.dataset.sent;
    if (unknown.length) state.textContent += ` ${state.dataset.unknown} ${unknown.join(", ")}`;
    if (words) state.textContent += ` ${words}`;
  }

  // The whole answer in time, not its beginning alone.
  async function ask(how) {
    const silence = new AbortController();
    const limit = setTimeout(() => silence.abort(), LINK_MS);
    try {
      const answer = await fetch(page, { ...how, signal: silence.signal });
      return { answer, text: await answer.text() };
    } finally {
      clearTimeout(limit);
    }
  }

  // A page that was kept has no token, and one of an older session is worth nothing: the page of today has its own.
  async function freshToken() {
    const { text } = await ask({ cache: "no-store" });
    const drawn = new DOMParser().parseFromString(text, "text/html");
    const found = drawn.querySelector("[data-door] [name=csrfmiddlewaretoken]");
    return found ? found.value : "";
  }

  async function post(part) {
    token = token || (await freshToken());
    if (!token) return null;
    const body = new FormData();
    body.append("batch", JSON.stringify(part));
    body.append("csrfmiddlewaretoken", token);
    const told = await ask({ method: "POST", body, redirect: "manual" });
    if (told.answer.type !== "opaqueredirect" && told.answer.status !== 403) return told;
    token = "";
    return null;
  }

  async function send() {
    const part = kept().slice(0, PART);
    if (isSending || !part.length) return;
    isSending = true;
    let said = {};
    try {
      const told = (await post(part)) || (await post(part));
      if (!told) {
        said = { words: state.dataset.entry };
      } else if (told.answer.ok) {
        said = { unknown: JSON.parse(told.text).unknown };
        const taken = new Set(part.map((scan) => scan.id));
        keep(kept().filter((scan) => !taken.has(scan.id)));
      } else if (told.answer.status === 409) {
        said = { words: JSON.parse(told.text).refused };
      }
    } catch {
      // No connection: the scans stay and are sent again; taken twice, they count once.
    }
    isSending = false;
    tell(said);
  }

  form.addEventListener("submit", (press) => {
    press.preventDefault();
    const session = form.querySelector("select").value;
    const at = new Date().toISOString();
    const device = localStorage.getItem(DEVICE);
    const codes = field.value.split(/\s+/).filter(Boolean);
    keep([...kept(), ...codes.map((code) => ({ id: id(), code, at, device, session: session || null }))]);
    localStorage.setItem(UNTIL + event, until);
    field.value = "";
    field.focus();
    tell();
    send();
  });

  const wipe = document.querySelector("[data-door-wipe]");
  if (wipe) {
    wipe.addEventListener("click", async () => {
      if (kept().length && !confirm(wipe.dataset.doorWipe)) return;
      await forget(event);
      location.replace("/");
    });
  }

  // Browsers keep pages for https and localhost alone.
  if (navigator.serviceWorker && worker) {
    localStorage.setItem(UNTIL + event, until);
    const ready = document.querySelector("[data-door-ready]");
    navigator.serviceWorker.register(worker).then(() => navigator.serviceWorker.ready).then(() => {
      if (ready) ready.hidden = false;
    }).catch(() => {});
  }
  addEventListener("online", send);
  setInterval(send, AGAIN_MS);
  if (kept().length) tell();
  send();
})();
