// The player of another site, after a press and never before; without this script the press is a plain link.
"use strict";

(() => {
  const place = document.querySelector("[data-player]");
  if (!place) return;
  const consent = place.querySelector("[data-second]");
  let frame = null;

  // The site learns where a reader comes from and nothing of the page: players refuse those who say nothing at all.
  function play(second) {
    if (!frame) {
      frame = document.createElement("iframe");
      frame.width = "100%";
      frame.height = "360";
      frame.title = place.dataset.playerTitle;
      frame.referrerPolicy = "origin";
      frame.allow = "fullscreen; encrypted-media";
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups");
      consent.replaceWith(frame);
    }
    frame.src = `${place.dataset.player}?start=${second}&t=${second}&autoplay=1`;
    frame.focus();
  }

  consent.addEventListener("click", (event) => {
    event.preventDefault();
    play(Number(consent.dataset.second));
  });
  for (const link of document.querySelectorAll("[data-chapter]")) {
    link.addEventListener("click", (event) => {
      if (!frame) return; // nobody has agreed yet: the link leads to its second of this page
      event.preventDefault();
      play(Number(link.dataset.chapter));
      history.replaceState(null, "", link.getAttribute("href"));
    });
  }
})();
