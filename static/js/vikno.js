// Conveniences of the desk. Every page works without this file; nothing here is the only way to do a thing.
"use strict";

(() => {
  const SCAN_GAP_MS = 35; // a scanner types a character every 5–30 ms; a person keeps that for two keys, never for six
  const SCAN_MIN_LENGTH = 6;
  const AUTOSUBMIT_PAUSE_MS = 600; // several choices may be pointed at one after another: wait until they stop
  const FOCUS_KEY = "vikno:focus";
  const ASKED_KEY = "vikno:asked:";
  const WIPE_MS = 3000;

  const find = () => document.getElementById("find");
  const isDesk = () => document.body.classList.contains("c-desk");
  const isTyping = (element) => Boolean(element && element.closest("input, textarea, select, [contenteditable]"));
  const plainKey = (event) => !event.altKey && !event.ctrlKey && !event.metaKey;

  // ---- scanner: a burst of keys ended by Enter is a scan, wherever the focus stands -----------------------------

  const scanner = { text: "", last: 0, isBurst: false, choice: -1 };

  // Codes are digits; physical keys are read, because under a Ukrainian layout letters would differ.
  function scannedCharacter(event) {
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
    return digit ? digit[1] : event.key;
  }

  function noteForScanner(event) {
    if (event.key.length !== 1) return;
    const gap = event.timeStamp - scanner.last;
    scanner.isBurst = gap <= SCAN_GAP_MS;
    if (!scanner.isBurst) scanner.choice = event.target.selectedIndex ?? -1; // a list jumps to what is typed
    scanner.text = scanner.isBurst ? scanner.text + scannedCharacter(event) : scannedCharacter(event);
    scanner.last = event.timeStamp;
  }

  // A letter that a person pressed just before the scanner began is theirs and stays where it was typed; a field that
  // is there for a code (a seal has letters) takes all of it.
  const scannedCode = (target) => (target.closest("[data-scan]") ? scanner.text : /\d*$/.exec(scanner.text)[0]);

  // Residents have no scanner; a machine that fills a form for them types as fast as one.
  function endsScan(event) {
    if (!isDesk()) return false;
    const isClose = event.timeStamp - scanner.last <= 5 * SCAN_GAP_MS;
    return event.key === "Enter" && isClose && scanner.isBurst && scannedCode(event.target).length >= SCAN_MIN_LENGTH;
  }

  // Enter of a scan never sends a half-filled form: in a scan field the form decides, elsewhere the page's own scan
  // field (a bag, a receipt, a day's list) takes the code, and the finder where the page has none.
  function takeScan(event) {
    const target = event.target;
    const code = scannedCode(target);
    scanner.text = "";
    if (target.closest("[data-scan='submit']") || target === find()) return;
    event.preventDefault();
    event.stopPropagation();
    if (target.closest("[data-scan]")) {
      target.dispatchEvent(new CustomEvent("vikno:scan", { bubbles: true, detail: code }));
      return;
    }
    const place = document.querySelector("main [data-scan='submit']") || find();
    if (!place) return; // nowhere to take it: it stays where it was typed
    if (isTyping(target) && "value" in target && target.value.endsWith(code)) {
      target.value = target.value.slice(0, -code.length);
    }
    if (target.matches("select") && target.selectedIndex !== scanner.choice) target.selectedIndex = scanner.choice;
    place.value = code;
    place.form.requestSubmit();
  }

  // ---- keys ---------------------------------------------------------------------------------------------------

  function pickByDigit(event) {
    const choice = document.querySelector(`[data-key="${CSS.escape(event.key)}"]:not([disabled])`);
    if (choice) {
      event.preventDefault();
      choice.focus();
      choice.click();
    }
  }

  function goToFinder(event) {
    event.preventDefault();
    if (find()) find().select();
  }

  function goToRailItem(event) {
    const digit = /^Digit([1-9])$/.exec(event.code);
    const link = digit && document.querySelector(`[data-rail-key="${digit[1]}"]`);
    if (link) {
      event.preventDefault();
      link.click();
    }
  }

  function saveForm(event) {
    const form = event.target.closest("form[data-guard]") || document.querySelector("form[data-guard]");
    if (form) {
      event.preventDefault();
      form.requestSubmit();
    }
  }

  function showHints() {
    const hints = document.getElementById("hints");
    if (hints && !hints.open) hints.showModal();
  }

  function onKey(event) {
    if (endsScan(event)) return takeScan(event);
    noteForScanner(event);
    if (event.altKey && !event.ctrlKey && !event.metaKey) {
      if (event.code === "KeyS") return saveForm(event);
      if (event.code === "Digit0") return goToFinder(event);
      return goToRailItem(event);
    }
    if (!plainKey(event) || isTyping(event.target) || document.querySelector("dialog[open]")) return undefined;
    if (event.key === "?" || (event.shiftKey && event.code === "Slash")) {
      event.preventDefault();
      return showHints();
    }
    if (event.key === "/" || event.code === "Slash") {
      goToFinder(event);
      return undefined;
    }
    // A digit that belongs to a scan is not a choice: wait one gap before picking.
    if (/^[1-9]$/.test(event.key) && !scanner.isBurst) {
      const noted = scanner.text;
      setTimeout(() => scanner.text === noted && pickByDigit(event), 2 * SCAN_GAP_MS);
    }
    return undefined;
  }

  // ---- forms --------------------------------------------------------------------------------------------------

  // A form is sent once; a page restored from history may send again.
  function guardDoubleSubmit(event) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "true";
    setState(form, "sending");
    setTimeout(() => delete form.dataset.sent, 10000); // a lost link must not lock the form for ever
  }

  function setState(form, state) {
    const line = form.querySelector("[data-state-line]");
    if (!line) return;
    line.dataset.state = state;
    if (line.dataset[state]) line.textContent = line.dataset[state];
  }

  function noteChange(event) {
    const form = event.target.closest && event.target.closest("form[data-guard]");
    if (form) {
      form.dataset.dirty = "true";
      setState(form, "changed");
    }
  }

  // Scans of a door that nobody has taken yet go with the sign-out (Clear-Site-Data): whoever leaves is asked.
  function askBeforeLeaving(event) {
    const words = event.target.dataset.leaves;
    if (!words || !Object.keys(localStorage).some((key) => /^vikno:door:\d+$/.test(key))) return;
    if (confirm(words)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  // The server's answer wipes too (Clear-Site-Data), but WebKit then keeps storages, workers and what workers keep.
  function leaveNothing(event) {
    const form = event.target;
    if (event.defaultPrevented || !form.dataset.leaves) return;
    const isDoor = Object.keys(localStorage).some((key) => key.startsWith("vikno:door-until:"));
    localStorage.clear();
    sessionStorage.clear();
    if (!isDoor || !navigator.serviceWorker) return;
    event.preventDefault();
    const late = new Promise((go) => setTimeout(go, WIPE_MS));
    Promise.race([wipeShelves(), late]).catch(() => {}).finally(() => form.submit());
  }

  async function wipeShelves() {
    for (const key of await caches.keys()) await caches.delete(key);
    for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
  }

  function warnAboutLoss(event) {
    if (document.querySelector("form[data-dirty]:not([data-sent])")) event.preventDefault();
  }

  let autosubmitTimer = 0;
  let isByKeys = false;

  // Filters send themselves when a choice is pointed at; text and whoever chooses by keys wait for Enter or the button:
  // a page that changes under an arrow key loses the place of a slow hand (WCAG 3.2.2).
  function autosubmit(event) {
    const form = event.target.closest("form[data-autosubmit]");
    if (isByKeys || !form || !event.target.matches("select, input[type=checkbox], input[type=radio]")) return;
    clearTimeout(autosubmitTimer);
    autosubmitTimer = setTimeout(() => {
      sessionStorage.setItem(FOCUS_KEY, event.target.id);
      form.requestSubmit();
    }, AUTOSUBMIT_PAUSE_MS);
  }

  function returnFocus() {
    const id = sessionStorage.getItem(FOCUS_KEY);
    sessionStorage.removeItem(FOCUS_KEY);
    const element = id && document.getElementById(id);
    if (element) element.focus();
  }

  // Empty filters do not litter the address.
  function dropEmptyFilters(event) {
    if (!event.target.matches("form[data-autosubmit]")) return;
    for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
  }

  // ---- the address: words of a search end with the session ----------------------------------------------------

  // The history of a browser outlives the session, and the next person at the desk would read who was sought. What was
  // asked waits in the store of this tab, which the way out wipes; the address says only where it lies.
  function hideAsked() {
    if (!isDesk()) return;
    const said = new URLSearchParams(location.search);
    if (said.has("asked")) {
      const words = sessionStorage.getItem(ASKED_KEY + said.get("asked"));
      const [drawn] = performance.getEntriesByType("navigation");
      if (words && drawn && drawn.type !== "navigate") location.replace(location.pathname + words);
    } else if (said.get("q")) {
      const key = Date.now().toString(36);
      sessionStorage.setItem(ASKED_KEY + key, location.search);
      history.replaceState(history.state, "", `${location.pathname}?asked=${key}`);
    }
  }

  // ---- the frame ----------------------------------------------------------------------------------------------

  // A long rail scrolls by itself: its current line is brought into sight, the page stays where it is.
  function showCurrentSection() {
    const list = document.getElementById("rail-list");
    const current = list && list.querySelector("[aria-current]");
    if (current) {
      const below = current.getBoundingClientRect().bottom - list.getBoundingClientRect().bottom;
      list.scrollTop += Math.max(below + current.offsetHeight, 0);
    }
  }

  function prepareFrame() {
    const toggle = document.querySelector(".c-rail__toggle");
    if (toggle) {
      toggle.hidden = false;
      toggle.addEventListener("click", () => {
        toggle.setAttribute("aria-expanded", String(toggle.getAttribute("aria-expanded") !== "true"));
      });
    }
    showCurrentSection();
    for (const button of document.querySelectorAll("[data-open-hints]")) {
      button.hidden = false;
      button.addEventListener("click", showHints);
    }
    for (const button of document.querySelectorAll("[data-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    }
    returnFocus();
  }

  function recoverFromHistory(event) {
    if (!event.persisted) return;
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  }

  // The way past the head leaves no #main in the address: it would go on with a form that is sent, and take the focus
  // away from the mistakes of one that is shown again.
  function goToMain(event) {
    if (!event.target.closest("a[href='#main']")) return;
    event.preventDefault();
    document.getElementById("main").scrollIntoView();
  }

  document.addEventListener("keydown", onKey, true);
  document.addEventListener("keydown", () => { isByKeys = true; }, true);
  document.addEventListener("pointerdown", () => { isByKeys = false; }, true);
  document.addEventListener("formdata", dropEmptyFilters);
  document.addEventListener("submit", askBeforeLeaving); // first: a press that was taken back is no press
  document.addEventListener("submit", guardDoubleSubmit);
  document.addEventListener("submit", leaveNothing);
  document.addEventListener("input", noteChange);
  document.addEventListener("change", autosubmit);
  document.addEventListener("click", goToMain);
  window.addEventListener("beforeunload", warnAboutLoss);
  window.addEventListener("pageshow", recoverFromHistory);
  hideAsked();
  prepareFrame();
})();
