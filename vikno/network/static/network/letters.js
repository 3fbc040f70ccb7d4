// Keys s and u of the placement queue, told by the place of the key: the layout may be Ukrainian. Can be switched off.
"use strict";

(() => {
  const OFF = "vikno:letters-off";
  const isOff = () => localStorage.getItem(OFF) === "1";

  function press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || isOff()) return;
    if (event.target.closest("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
    const button = document.querySelector(`[data-letter="${CSS.escape(event.code)}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  }

  const place = document.querySelector("[data-letter-switch]");
  if (place) {
    const box = place.querySelector("input");
    place.hidden = false;
    box.checked = !isOff();
    box.addEventListener("change", () => localStorage.setItem(OFF, box.checked ? "0" : "1"));
  }
  document.addEventListener("keydown", press);
})();
