// The board keeps itself up to date: it hears of every call at once, and while it hears nothing it asks once a second;
// when nothing has changed the answer has no body. Whatever happens to the server or the link, the last known state
// stays, is marked as old after 15 s, and comes right by itself.
"use strict";

(() => {
  const POLL_MS = 1000;
  const RETRY_MS = 3000;
  const TIMEOUT_MS = 5000;
  const STALE_MS = 15000;
  const SILENT_MS = 12000; // the stream says every 5 s that it lives
  const LISTEN_AGAIN_MS = 30000;

  const address = document.body.dataset.board;
  const events = document.body.dataset.events;
  const find = (name) => document.querySelector(`[data-board-${name}]`);
  const rows = [...document.querySelectorAll("[data-board-call]")];
  const stale = find("stale");
  const time = find("time");
  const sound = find("sound");
  let tag = "";
  let heard = performance.now();
  let first = rows[0].querySelector("[data-board-number]").textContent;
  let audio = null;
  let told = -Infinity; // when the stream was last heard

  function put(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  function show(state) {
    rows.forEach((row, place) => {
      const call = state.calls[place];
      row.hidden = !call;
      put(row.querySelector("[data-board-number]"), call ? call[0] : "");
      put(row.querySelector("[data-board-counter]"), call ? call[1] : "");
    });
    find("none").hidden = state.calls.length > 0;
    const notice = find("notice");
    notice.hidden = !state.notice;
    put(notice.children[0], state.notice);
    put(notice.children[1], state.notice_en);
    const newest = state.calls.length ? state.calls[0].slice(0, 3).join(" ") : "";
    if (newest && first && newest !== first && newest.split(" ")[0]) chime();
    first = newest || first;
  }

  function hear() {
    heard = performance.now();
    put(time, new Date().toLocaleTimeString("uk-UA", { timeZone: "Europe/Kyiv" }));
  }

  async function ask() {
    const asked = performance.now();
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), TIMEOUT_MS);
    try {
      const headers = tag ? { "If-None-Match": tag } : {};
      const answer = await fetch(address, { headers, cache: "no-store", credentials: "omit", signal: stop.signal });
      if (answer.status !== 304) {
        if (!answer.ok) return false;
        const state = await answer.json();
        if (told > asked) return true; // what the stream said meanwhile is newer
        show(state);
        tag = answer.headers.get("ETag") || "";
      }
      hear();
      return true;
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
    }
  }

  async function keep() {
    const isHeard = performance.now() - told < SILENT_MS || (await ask());
    setTimeout(keep, isHeard ? POLL_MS : RETRY_MS);
  }

  function listen() {
    const stream = new EventSource(events);
    stream.addEventListener("state", (said) => {
      told = performance.now();
      tag = ""; // the next question, whenever it comes, asks for everything
      show(JSON.parse(said.data));
      hear();
    });
    stream.addEventListener("alive", () => {
      told = performance.now();
      hear();
    });
    stream.addEventListener("error", () => {
      // Cut links are taken up by the browser itself; a refusal is final until asked anew.
      if (stream.readyState === EventSource.CLOSED) setTimeout(listen, LISTEN_AGAIN_MS);
    });
  }

  function mark() {
    stale.hidden = performance.now() - heard <= STALE_MS;
  }

  // ---- sound: only after a person turned it on at this screen ------------------------------------------------------

  function tone(pitch, after) {
    const wave = audio.createOscillator();
    const loudness = audio.createGain();
    const begins = audio.currentTime + after;
    wave.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.0001, begins);
    loudness.gain.exponentialRampToValueAtTime(0.4, begins + 0.03);
    loudness.gain.exponentialRampToValueAtTime(0.0001, begins + 0.6);
    wave.connect(loudness).connect(audio.destination);
    wave.start(begins);
    wave.stop(begins + 0.65);
  }

  function chime() {
    if (!audio) return;
    tone(660, 0);
    tone(523, 0.35);
  }

  if (window.AudioContext) {
    sound.hidden = false;
    sound.addEventListener("click", () => {
      audio = audio || new AudioContext();
      audio.resume();
      sound.hidden = true;
      chime();
    });
  }

  setInterval(mark, 1000);
  if (events && window.EventSource) listen();
  keep();
})();
