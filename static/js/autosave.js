// A half-typed step of an intake is kept at the server on a pause and on leaving a field. Without this file: at «Далі».
"use strict";

(() => {
  const PAUSE_MS = 2000;
  let timer = 0;
  let sending = null; // what is on its way to the server now
  let isStopped = false;

  const form = document.querySelector("form[data-autosave]");
  if (!form) return;

  function say(state, time) {
    const line = form.querySelector("[data-state-line]");
    if (!line) return;
    line.dataset.state = state;
    line.textContent = (line.dataset[state] || "").replace("{time}", time || "");
  }

  function save() {
    clearTimeout(timer);
    if (sending || isStopped || !form.dataset.dirty || form.dataset.sent) return;
    sending = send().finally(() => { sending = null; });
  }

  async function send() {
    delete form.dataset.dirty; // what is typed while we send makes it dirty again
    say("sending");
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), redirect: "error" });
      if (answer.status === 409) return stop();
      if (!answer.ok) throw new Error(String(answer.status));
      const said = await answer.json();
      form.elements.revision.value = said.revision;
      if (!form.dataset.dirty) say("saved", said.saved_at);
    } catch {
      form.dataset.dirty = "true";
      say("failed");
    }
    return undefined;
  }

  // Somebody saved the draft in another window: nothing more is sent by itself; «Далі» shows both versions.
  function stop() {
    isStopped = true;
    form.dataset.dirty = "true";
    say("stale");
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  });
  form.addEventListener("focusout", save);
  // «Далі» pressed while a save is on its way goes after it: it must know the edit that the save has made.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!sending) return;
    event.preventDefault();
    const button = event.submitter;
    sending.finally(() => form.requestSubmit(button));
  });
  window.addEventListener("online", save);
})();
