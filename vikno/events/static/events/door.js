// Codes at the door: kept on the device with an id and a moment, sent when there is a connection, forgotten when taken.
"use strict";

(() => {
  const form = document.querySelector("[data-door]");
  if (!form) return;
  const KEY = `vikno:door:${form.dataset.door}`;
  const DEVICE = "vikno:door:device";
  const PART = 500;
  const state = document.querySelector("[data-door-state]");
  const field = form.querySelector("textarea");
  const kept = () => JSON.parse(localStorage.getItem(KEY) || "[]");
  const keep = (scans) => localStorage.setItem(KEY, JSON.stringify(scans));
  // crypto.randomUUID needs a secure address; a hall may have none.
  const id = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const hex = Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };
  if (!localStorage.getItem(DEVICE)) localStorage.setItem(DEVICE, id());
  let isSending = false;

  function tell(unknown) {
    const waiting = kept().length;
    state.hidden = false;
    state.textContent = waiting ? `${state.dataset.waiting} ${waiting}` : state.dataset.sent;
    if (unknown && unknown.length) state.textContent += ` ${state.dataset.unknown} ${unknown.join(", ")}`;
  }

  async function send() {
    const part = kept().slice(0, PART);
    if (isSending || !part.length) return;
    isSending = true;
    let unknown = [];
    try {
      const body = new FormData();
      body.append("batch", JSON.stringify(part));
      body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
      const answer = await fetch(form.action || location.href, { method: "POST", body, redirect: "error" });
      if (answer.ok) {
        unknown = (await answer.json()).unknown;
        const taken = new Set(part.map((scan) => scan.id));
        keep(kept().filter((scan) => !taken.has(scan.id)));
      }
    } catch {
      // No connection: the scans stay and are sent again; taken twice, they count once.
    }
    isSending = false;
    tell(unknown);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const session = form.querySelector("select").value;
    const at = new Date().toISOString();
    const device = localStorage.getItem(DEVICE);
    const codes = field.value.split(/\s+/).filter(Boolean);
    keep([...kept(), ...codes.map((code) => ({ id: id(), code, at, device, session: session || null }))]);
    field.value = "";
    field.focus();
    tell();
    send();
  });
  addEventListener("online", send);
  setInterval(send, 15_000);
  if (kept().length) tell();
  send();
})();
