// The way of the keyboard through a list. Links work without this file; letters can be switched off (WCAG 2.1.4).
"use strict";

(() => {
  const LETTERS_KEY = "vikno:letter-keys";
  const table = document.querySelector("[data-rows]");
  const box = document.querySelector("[data-letter-keys]");
  const links = table ? [...table.querySelectorAll("tbody tr td a, tbody tr th a")].filter((link, _place, all) =>
    all.find((other) => other.closest("tr") === link.closest("tr")) === link) : [];

  const areLettersOn = () => localStorage.getItem(LETTERS_KEY) !== "off";
  const isTyping = (element) => Boolean(element && element.closest("input, textarea, select, [contenteditable]"));

  function step(by) {
    const now = links.indexOf(document.activeElement);
    const next = now < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(now + by, 0), links.length - 1);
    if (links[next]) {
      links[next].focus();
      links[next].closest("tr").scrollIntoView({ block: "nearest" });
    }
  }

  function turn(way) {
    const link = document.querySelector(`.c-pages__link[rel="${way}"]`);
    if (link) link.click();
  }

  function mark() {
    const chosen = document.activeElement.closest && document.activeElement.closest("tr");
    const choice = chosen && chosen.querySelector("input[type=checkbox]");
    if (choice) choice.click();
  }

  // Physical keys: under a Ukrainian layout the letters are others. Arrows move only once a row has the focus.
  const LETTERS = { KeyJ: () => step(1), KeyK: () => step(-1), KeyN: () => turn("next"), KeyP: () => turn("prev"), KeyX: mark };
  const ARROWS = { ArrowDown: () => step(1), ArrowUp: () => step(-1) };

  function onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
    const isAtRow = links.includes(document.activeElement);
    if (isTyping(event.target) && !isAtRow) return;
    const act = (isAtRow && ARROWS[event.key]) || (areLettersOn() && !event.shiftKey && LETTERS[event.code]);
    if (!act) return;
    event.preventDefault();
    act();
  }

  function prepareSwitch() {
    if (!box) return;
    const label = document.querySelector("[data-letter-keys-label]");
    box.hidden = false;
    if (label) label.hidden = false;
    box.checked = areLettersOn();
    box.addEventListener("change", () => localStorage.setItem(LETTERS_KEY, box.checked ? "on" : "off"));
  }

  function prepareAll() {
    const all = document.querySelector("[data-choose-all]");
    if (!all) return;
    all.hidden = false;
    all.addEventListener("change", () => {
      for (const choice of table.querySelectorAll("tbody input[type=checkbox]")) choice.checked = all.checked;
    });
  }

  document.addEventListener("keydown", onKey);
  prepareSwitch();
  prepareAll();
})();
