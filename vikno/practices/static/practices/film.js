// Questions and lines of the transcript lead to their second of the film on this page; without this script the page
// opens anew there.
"use strict";

(() => {
  const film = document.querySelector("[data-film]");
  if (!film) return;
  const links = [...document.querySelectorAll("[data-chapter]")];

  function mark(second) {
    const here = document.querySelector("[data-here]"); // of the page as it came: the film goes on
    if (here) here.remove();
    const chapters = links.filter((link) => link.closest("ol"));
    const now = chapters.filter((link) => Number(link.dataset.chapter) <= second).pop();
    for (const link of chapters) {
      if (link === now) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  for (const link of links) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // another window is asked for
      event.preventDefault();
      const second = Number(link.dataset.chapter);
      film.currentTime = second;
      film.play().catch(() => {}); // a browser may want another press: the film stands at its second
      mark(second);
      film.scrollIntoView({ block: "nearest" });
      history.replaceState(null, "", link.getAttribute("href"));
    });
  }
  film.addEventListener("timeupdate", () => film.paused || mark(film.currentTime));
})();
