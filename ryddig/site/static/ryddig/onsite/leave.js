/* Copies of visits that open without a network belong to one person: they go when that person logs out, and when another
   logs in. What was written stays in that person's own database until it is sent. */
(function () {
  "use strict";
  if (!("caches" in window)) return;
  const PAGES = "ryddig-onsite-pages-";
  const own = PAGES + document.currentScript.dataset.person;

  async function forget(goes) {
    const names = (await caches.keys()).filter((name) => name.startsWith(PAGES) && goes(name));
    await Promise.all(names.map((name) => caches.delete(name)));
  }

  for (const form of document.querySelectorAll("form[data-log-out]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      forget(() => true).finally(() => form.submit());
    });
  }
  forget((name) => name !== own).catch(console.warn);
})();
