// A half-typed step of an intake is kept at the server on a pause, every two seconds of typing without one, and on
// leaving a field; what did not arrive is sent again. Without this file: at «Далі».
"use strict";

(() => {
  const PAUSE_MS = 1000;
  const LONGEST_MS = 2000; // whoever never pauses loses no more than this and the way to the server
  const LINK_MS = 8000; // a link that says nothing is no link
  const AGAIN_MS = [3000, 6000, 12000, 24000]; // and then no more by itself: a desk that nobody touches must lock
  let timer = 0;
  let typedSince = 0; // when the first letter was typed that nobody has sent
  let sending = null; // what is on its way to the server now
  let isStopped = false;
  let failures = 0;

  const form = document.querySelector("form[data-autosave]");
  if (!form) return;

  // The server knows its own answer that did not arrive by it: such a save is not somebody else's edit.
  const mark = document.createElement("input");
  Object.assign(mark, { type: "hidden", name: "window", value: crypto.getRandomValues(new Uint32Array(3)).join("-") });
  form.append(mark);

  function say(state, time) {
    const line = form.querySelector("[data-state-line]");
    if (!line) return;
    line.dataset.state = state;
    line.textContent = (line.dataset[state] || "").replace("{time}", time || "");
  }

  function save() {
    clearTimeout(timer);
    if (sending || isStopped || !form.dataset.dirty || form.dataset.sent) return;
    typedSince = 0;
    sending = send().finally(() => {
      sending = null;
      if (form.dataset.dirty && !isStopped && failures <= AGAIN_MS.length) later(failures ? AGAIN_MS[failures - 1] : 0);
    });
  }

  function later(milliseconds) {
    clearTimeout(timer);
    timer = setTimeout(save, milliseconds);
  }

  async function send() {
    delete form.dataset.dirty; // what is typed while we send makes it dirty again
    say("sending");
    const silence = new AbortController();
    const limit = setTimeout(() => silence.abort(), LINK_MS);
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST", body: new FormData(form), redirect: "error", signal: silence.signal,
      });
      if (answer.status === 409) return stop();
      if (!answer.ok) throw new Error(String(answer.status));
      const said = await answer.json();
      failures = 0;
      form.elements.revision.value = said.revision;
      if (!form.dataset.dirty) say("saved", said.saved_at);
    } catch {
      failures += 1;
      form.dataset.dirty = "true";
      say("failed");
    } finally {
      clearTimeout(limit);
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
    failures = 0;
    typedSince = typedSince || Date.now();
    later(Math.max(0, Math.min(PAUSE_MS, typedSince + LONGEST_MS - Date.now())));
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
