// The door of an event opens without a link from what is kept here: that page and its own few files, nothing of
// anybody. With a link everything comes from the server. `self.door` is said by the address of the worker.
"use strict";

const { name, kept, files, until } = self.door;
const shelf = `${name}${self.door.build}`;
const LINK_MS = 4000;
const AGAIN_MS = 10 * 60 * 1000;
let keptAt = 0;

// The page for the door says that it is one: whoever is signed out, or stands at no door any more, keeps nothing new.
async function keep() {
  const answer = await fetch(kept, { cache: "no-store", credentials: "same-origin" });
  if (!answer.ok || answer.headers.get("X-Door") !== "yes") throw new Error("no door");
  await (await caches.open(shelf)).put(kept, answer);
  keptAt = Date.now();
}

async function wipe() {
  for (const key of await caches.keys()) if (key.startsWith(name)) await caches.delete(key);
  await self.registration.unregister();
}

async function ofShelf(address) {
  if (Date.now() > until) await wipe(); // the event is over: nothing of it stays
  return (await caches.match(address, { cacheName: shelf })) || Response.error();
}

// A link that says nothing is no link, nor is one that stops in the middle of an answer.
function inTime(request) {
  const late = new Promise((_, refuse) => setTimeout(() => refuse(new Error("late")), LINK_MS));
  return Promise.race([whole(request), late]);
}

async function whole(request) {
  const answer = await fetch(request);
  return answer.type === "opaqueredirect" ? answer : new Response(await answer.blob(), answer);
}

async function page(event) {
  try {
    // What is sent must not be cut short: it may have arrived.
    const answer = await (event.request.method === "GET" ? inTime(event.request) : fetch(event.request));
    if (answer.status < 500) {
      if (Date.now() - keptAt > AGAIN_MS) event.waitUntil(keep().catch(() => {}));
      return answer;
    }
  } catch {
    // no link
  }
  return ofShelf(kept);
}

async function file(request) {
  try {
    const answer = await inTime(request);
    if (answer.ok) return answer;
  } catch {
    // no link
  }
  return ofShelf(request.url);
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(shelf).then((found) => found.addAll(files)).then(keep));
});

self.addEventListener("activate", (event) => {
  const sweep = async () => {
    for (const key of await caches.keys()) if (key.startsWith(name) && key !== shelf) await caches.delete(key);
    await self.clients.claim();
  };
  event.waitUntil(sweep());
});

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (origin !== self.location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event));
  else if (event.request.method === "GET" && files.includes(pathname)) event.respondWith(file(event.request));
});
