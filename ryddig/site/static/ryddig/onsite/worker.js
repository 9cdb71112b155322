/* Service worker of the visit's page: opens it when the network is away. VERSION and SHELL are put before by the server.

   The page itself: the network first, the copy on the telephone when it does not answer. Each person has a cache of
   copies, which leave.js takes away when the person logs out or another logs in. What is sent is never touched here; the
   page keeps it in IndexedDB and sends it itself. */
/* global VERSION, SHELL */
"use strict";
const FILES = `ryddig-onsite-${VERSION}`;
const PAGES = "ryddig-onsite-pages-";
const PATIENCE = 4000;
const IS_PAGE = /^\/onsite\/\d+\/$/;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(FILES).then((cache) => cache.addAll(SHELL)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("ryddig-onsite-") && name !== FILES && !name.startsWith(PAGES);
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && IS_PAGE.test(url.pathname)) event.respondWith(page(event.request));
  else if (url.pathname.startsWith("/static/")) event.respondWith(file(event.request));
});

async function page(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  const asked = fetch(request);
  if (!kept) return asked;
  const tired = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
  const answer = await Promise.race([asked.catch(() => null), tired]);
  return answer && answer.status < 500 ? answer : kept;
}

async function file(request) {
  return (await caches.match(request, { ignoreVary: true })) || fetch(request);
}
