// The desk left alone covers itself. The server locks too, whatever happens here; this keeps eyes off the screen,
// tells the server of typing that sends nothing, and lets the person go on without losing a letter.
"use strict";

(() => {
  const dialog = document.getElementById("lock");
  if (!dialog || typeof dialog.showModal !== "function") return;

  const IDLE_MS = Number(dialog.dataset.idleMinutes) * 60_000;
  const PING_MS = 60_000;
  const CHECK_MS = 5_000;
  const ACTIVE_KEY = "vikno:active";
  const form = dialog.querySelector("[data-unlock]");
  const refusal = dialog.querySelector("[data-refusal]");
  let active = Date.now();
  let pinged = Date.now();

  // Other pages of the same person count: work in one keeps the others open. Only a moment is kept, nothing of people.
  function lastActive() {
    return Math.max(active, Number(window.localStorage.getItem(ACTIVE_KEY) || 0));
  }

  function noteActivity() {
    if (isCovered()) return;
    active = Date.now();
    window.localStorage.setItem(ACTIVE_KEY, String(active));
    if (active - pinged >= PING_MS) ping();
  }

  function ping() {
    pinged = Date.now();
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    fetch(dialog.dataset.pingUrl, { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => {});
  }

  const isCovered = () => document.body.classList.contains("c-covered");

  function cover() {
    document.body.classList.add("c-covered");
    refusal.hidden = true;
    dialog.showModal();
  }

  function uncover() {
    document.body.classList.remove("c-covered");
    form.reset();
    dialog.close();
  }

  function check() {
    const isAlone = Date.now() - lastActive() >= IDLE_MS;
    if (isAlone && !isCovered()) cover();
    if (!isAlone && isCovered()) uncover();
  }

  // A right password is answered by a redirect; a wrong one by the same page again.
  async function unlock(event) {
    event.preventDefault();
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => null);
    if (!answer || answer.type !== "opaqueredirect") {
      form.reset();
      refusal.hidden = false;
      return;
    }
    active = pinged = Date.now();
    window.localStorage.setItem(ACTIVE_KEY, String(active));
    uncover();
  }

  form.addEventListener("submit", unlock);
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  // A key that is refused asks no dialog to close: the cover does not even flicker.
  document.addEventListener("keydown", (event) => event.key === "Escape" && isCovered() && event.preventDefault(), { capture: true });
  // A phone's way back has no key, and its second asking closes a dialog whatever is said to it.
  dialog.addEventListener("close", () => isCovered() && dialog.showModal());
  for (const kind of ["keydown", "pointerdown", "wheel"]) {
    document.addEventListener(kind, noteActivity, { capture: true, passive: true });
  }
  document.addEventListener("visibilitychange", check);
  window.setInterval(check, CHECK_MS);
  noteActivity();
})();
