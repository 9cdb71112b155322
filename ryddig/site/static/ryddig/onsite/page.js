/* The visit's page on the telephone: every change is kept at once, sent when there is a network, and shown for what it
   is: saved on the telephone, sent, in conflict. */
(function () {
  "use strict";
  const config = JSON.parse(document.getElementById("visit").textContent);
  const { texts, urls } = config;
  const PAGES = `ryddig-onsite-pages-${config.user}`;
  const find = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const say = (text, places = {}) => text.replace(/%\((\w+)\)s/g, (_, name) => places[name] ?? "");
  const typed = new Map(); // the newest writing of each field: what was read before it is not shown over it
  let keep = null;
  let end = "";
  let timer = 0;

  /* ---- fields ---- */
  const boxOf = (key) => find(`[data-field="${CSS.escape(key)}"]`);

  function valueOf(input) {
    if (input.type === "radio") return input.checked ? input.value : "";
    if (input.tagName === "CANVAS") return input.dataset.value || "";
    return input.value;
  }

  function put(input, value) {
    if (input.type === "radio") input.checked = input.value === value;
    else if (input.tagName === "CANVAS") {
      input.dataset.value = value;
      RyddigDraw.show(input, value);
    } else if (input.value !== value) input.value = value;
  }

  async function write(key, value) {
    try {
      const kept = keep.write(key, value);
      typed.set(key, keep.last);
      show(await kept);
      soon();
    } catch (error) {
      fail(error);
    }
  }

  function show(field) {
    if (!boxOf(field.key)) makeRow(field.key);
    const box = boxOf(field.key);
    if (!box) return;
    for (const input of all("[data-key]", box)) {
      if (field.sent) {
        if (typed.has(field.key)) continue; // still in front of the person who writes it
        input.disabled = true;
        if ("placeholder" in input) input.placeholder = texts.taken;
      } else if ((typed.get(field.key) || 0) <= (field.serial || 0)) put(input, field.value ?? "");
    }
    const mark = find("[data-mark]", box);
    if (mark) mark.textContent = field.refused || (field.waiting ? texts.kept : field.base ? texts.sent : "");
    box.dataset.state = field.server ? "conflict" : field.refused ? "refused" : field.waiting ? "kept" : "sent";
    conflict(box, field);
    effects(field.key);
  }

  function conflict(box, field) {
    find(".o-conflict", box)?.remove();
    if (!field.server) return;
    const shown = find("#conflict").content.firstElementChild.cloneNode(true);
    const theirs = field.server.value ?? "";
    const word = (value) => all(`[data-key][value="${CSS.escape(value)}"]`, box)[0]?.dataset.said || value || texts.empty;
    find("[data-theirs]", shown).textContent = word(theirs);
    find("[data-mine]", shown).textContent = word(field.value ?? "");
    find("[data-by]", shown).textContent = say(texts.by, { name: field.server.by });
    const both = find("[data-choose=both]", shown);
    both.hidden = !find("textarea", box);
    const values = { theirs, mine: field.value ?? "", both: `${theirs}\n${field.value ?? ""}` };
    for (const button of all("[data-choose]", shown)) {
      button.addEventListener("click", async () => {
        document.activeElement.blur();
        show(await keep.choose(field.key, values[button.dataset.choose]));
        soon();
      });
    }
    box.append(shown);
  }

  /* ---- what follows from an answer ---- */
  function effects(key) {
    const [group, row, name] = key.split(".");
    if (group === "point" && name === "answer") {
      const box = find(`[data-danger="${row}"]`);
      if (box) box.hidden = !find(`[data-key="${key}"][value=deviation]`)?.checked;
    }
    if (group === "crew") countCrew(row);
    if (group === "talk" && name === "language") speak(row);
    if (name === "gone") {
      const box = find(`[data-row="${group}.${row}"]`);
      if (box) box.hidden = find("[data-key$='.gone']", box).value === "yes";
    }
    number(group);
  }

  function countCrew(row) {
    const box = find(`[data-row="crew.${row}"]`);
    const read = (name) => find(`[data-key="crew.${row}.${name}"]`, box)?.value;
    const [listed, seen] = [read("listed"), read("seen")];
    const difference = listed && seen ? Number(seen) - Number(listed) : 0;
    const text = difference > 0 ? texts.more : difference < 0 ? texts.fewer : listed && seen ? texts.equal : "";
    find("[data-difference]", box).textContent = say(text, { n: Math.abs(difference) });
  }

  function speak(row) {
    const box = find(`[data-row="talk.${row}"]`);
    const spoken = find("select", box).value || config.language;
    for (const said of all("[data-say]", box)) said.hidden = said.dataset.say !== spoken;
  }

  function number(group) {
    all(`[data-list="${group}"] > [data-row]:not([hidden])`).forEach((box, place) => {
      find("[data-number]", box).textContent = place + 1;
    });
  }

  /* ---- lists: firms counted, cards, talks ---- */
  function makeRow(key) {
    const [group, row] = key.split(".");
    const list = find(`[data-list="${group}"]`);
    if (!list || find(`[data-row="${group}.${row}"]`)) return null;
    const made = find(`#row-${group}`).content.firstElementChild.cloneNode(true);
    const named = document.createTreeWalker(made, NodeFilter.SHOW_ELEMENT);
    for (let node = named.currentNode; node; node = named.nextNode()) {
      for (const attribute of [...node.attributes]) attribute.value = attribute.value.replaceAll("__row__", row);
    }
    list.append(made);
    listen(made);
    effects(`${group}.${row}.`);
    if (group === "talk") speak(row);
    return made;
  }

  /* ---- photos ---- */
  async function showPhotos() {
    const photos = await keep.photos();
    const place = find("[data-photos]");
    const marks = photos.map((photo) => photo.mark + (photo.refused || "")).join();
    if (place.dataset.shown === marks) return;
    place.dataset.shown = marks;
    place.replaceChildren();
    for (const photo of photos) {
      const shown = find("#photo").content.firstElementChild.cloneNode(true);
      find("[data-caption]", shown).textContent = [photo.point, photo.caption || photo.name].filter(Boolean).join(" · ");
      find("[data-mark]", shown).textContent = photo.refused || texts.kept;
      find("button", shown).addEventListener("click", async () => {
        await keep.dropPhoto(photo.mark);
        refresh();
      });
      place.append(shown);
      small(find("canvas", shown), photo.blob);
    }
  }

  async function small(canvas, blob) {
    try {
      const image = await createImageBitmap(blob, { resizeWidth: canvas.width });
      canvas.height = image.height;
      canvas.getContext("2d").drawImage(image, 0, 0);
    } catch {
      canvas.hidden = true; // not a picture the browser can draw; the server says what is wrong
    }
  }

  async function addPhotos(form) {
    const why = form.elements.kept_why.value.trim();
    for (const file of form.elements.files.files) {
      const blob = new Blob([await file.arrayBuffer()], { type: file.type });
      const { point, caption } = form.elements;
      await keep.addPhoto({ blob, name: file.name, point: point.value, caption: caption.value, kept_why: why });
    }
    form.reset();
    refresh();
    soon();
  }

  /* ---- status and sending ---- */
  async function refresh() {
    const fields = await keep.fields();
    const photos = await keep.photos();
    fields.forEach(show);
    await showPhotos();
    const waiting = fields.filter((field) => field.waiting || field.refused).length + photos.length;
    const conflicts = fields.filter((field) => field.server).length;
    const state = conflicts && end !== "over" ? "conflict" : end === "sent" && waiting ? "kept" : end || "kept";
    const status = find("[data-status]");
    status.dataset.state = state;
    find("[data-said]", status).textContent = say(texts.states[state], { n: waiting, c: conflicts });
    for (const part of all("[data-when]")) part.hidden = part.dataset.when !== state;
    find("[data-close]").hidden = waiting > 0 || state !== "sent";
    return waiting;
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(exchange, 700);
    refresh();
  }

  async function exchange() {
    await navigator.locks.request(`ryddig-visit-${config.visit}`, { ifAvailable: true }, async (lock) => {
      if (!lock) return;
      const done = await RyddigSend.send(keep, urls);
      end = done.end;
    });
    if (end === "other") return makeRoom();
    const waiting = await refresh();
    if (end === "over" && !waiting) await leave();
    clearTimeout(timer);
    timer = setTimeout(exchange, end === "sent" && !waiting ? 20000 : 5000);
  }

  /* Somebody else is logged in on this telephone: the page is not theirs. What was written waits for its writer. */
  async function makeRoom() {
    await caches.delete(PAGES);
    for (const part of all(".o-page > :not([data-status])")) part.remove();
    const status = find("[data-status]");
    status.dataset.state = "other";
    find("[data-said]", status).textContent = say(texts.states.other, { name: config.name });
    find("[data-when=other]").hidden = false;
  }

  async function leave() {
    await keep.forget();
    const pages = await caches.open(PAGES);
    await pages.delete(location.pathname);
    location.replace(urls.report);
  }

  /* Once the worker runs and the page lies in its cache, the page opens without a network. */
  async function readyWithoutNetwork() {
    if (!("serviceWorker" in navigator)) return;
    try {
      await navigator.serviceWorker.register(urls.worker, { scope: "/onsite/" });
      await navigator.serviceWorker.ready;
      const pages = await caches.open(PAGES);
      if (end === "sent") await pages.add(new Request(location.pathname, { redirect: "error" }));
      find("[data-ready]").hidden = !(await pages.match(location.pathname));
      await navigator.storage?.persist?.();
    } catch (error) {
      console.warn(error); // without it the page still keeps and sends; it only cannot be opened anew offline
    }
  }

  function fail(error) {
    const status = find("[data-status]");
    status.dataset.state = "broken";
    find("[data-said]", status).textContent = texts.states.broken;
    console.warn(error);
  }

  function listen(from) {
    for (const input of all("[data-key]", from)) {
      if (input.tagName === "CANVAS") RyddigDraw.draw(input, (value) => write(input.dataset.key, value));
      else input.addEventListener("input", () => write(input.dataset.key, valueOf(input)));
    }
    for (const button of all("[data-gone]", from)) {
      button.addEventListener("click", () => write(button.dataset.gone, "yes"));
    }
    for (const button of all("[data-clear]", from)) {
      button.addEventListener("click", () => write(button.dataset.clear, ""));
    }
    for (const button of all("[data-now]", from)) {
      const now = () => new Date().toTimeString().slice(0, 5);
      button.addEventListener("click", () => {
        const key = button.dataset.now;
        find(`[data-key="${key}"]`).value = now();
        write(key, now());
      });
    }
  }

  async function start() {
    listen(document);
    for (const button of all("[data-add]")) {
      button.addEventListener("click", () => {
        const made = makeRow(`${button.dataset.add}.${RyddigKeep.mark()}.`);
        find("input, select, textarea", made).focus();
      });
    }
    const form = find("[data-photo-form]");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      addPhotos(form).catch(fail);
    });
    window.addEventListener("online", exchange);
    document.addEventListener("visibilitychange", () => document.hidden || exchange());
    keep = await RyddigKeep.open(config.user, config.visit);
    document.body.dataset.kept = "ready";
    await refresh();
    await exchange();
    await readyWithoutNetwork();
  }

  start().catch(fail);
})();
