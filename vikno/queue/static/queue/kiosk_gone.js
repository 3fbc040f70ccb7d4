// The kiosk was taken away: nothing of it stays on the device.
"use strict";

(async () => {
  const gone = document.querySelector("[data-kiosk-gone]");
  if (!gone) return;
  for (const key of Object.keys(localStorage)) if (key.startsWith("kiosk:")) localStorage.removeItem(key);
  if (!navigator.serviceWorker) return;
  const scope = new URL(gone.dataset.kioskGone, location.origin).href;
  for (const one of await navigator.serviceWorker.getRegistrations()) if (one.scope === scope) await one.unregister();
  for (const key of await caches.keys()) if (key.startsWith(gone.dataset.kioskShelf)) await caches.delete(key);
})();
