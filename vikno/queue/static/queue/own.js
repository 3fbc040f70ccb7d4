// «Мій талон» asks again every ten seconds and changes in place; a call changes the title too.
"use strict";

(() => {
  const AGAIN_MS = 10000;
  const state = () => document.querySelector("[data-own-live='state']");

  async function ask() {
    const silence = new AbortController(); // a link that says nothing is no link
    setTimeout(() => silence.abort(), AGAIN_MS);
    try {
      const answer = await fetch(location.href, { cache: "no-store", signal: silence.signal });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = fresh.querySelector("[data-own-live='state']");
      if (!found || found.innerHTML === state().innerHTML) return;
      const isOver = !("ownAgain" in found.dataset);
      if (isOver) {
        location.reload();
        return;
      }
      state().replaceWith(document.adoptNode(found));
      document.title = fresh.title;
    } catch {
      // no link: what is shown says as of when it is
    }
  }

  if ("ownAgain" in state().dataset) setInterval(ask, AGAIN_MS);
})();
