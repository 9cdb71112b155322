/* Sends what the telephone keeps, and brings what the other controller has written. Every way it can end is a word:
   sent, offline, login, over (the visit is closed), refused (this person may not), other (somebody else is logged in). */
(function () {
  "use strict";
  const AT_ONCE = 200;
  const LONGEST = 30000;

  function token() {
    const found = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/);
    return found ? decodeURIComponent(found[1]) : "";
  }

  async function post(url, body, headers) {
    let answer;
    try {
      answer = await fetch(url, {
        method: "POST",
        body,
        redirect: "manual",
        credentials: "same-origin",
        headers: { "X-CSRFToken": token(), ...headers },
        signal: AbortSignal.timeout(LONGEST),
      });
    } catch {
      return { end: "offline" };
    }
    if (answer.type === "opaqueredirect") return { end: "login" };
    if (answer.status === 429 || answer.status >= 500) return { end: "offline" };
    const told = (answer.headers.get("Content-Type") || "").startsWith("application/json") ? await answer.json() : null;
    if (answer.ok && told) return { end: "sent", told };
    if (!told) return { end: answer.status === 404 ? "refused" : "login", told: { said: "" } };
    const ends = { "visit.over": "over", "visit.other_person": "other" };
    return { end: ends[told.code] || (answer.status === 403 ? "refused" : "wrong"), told };
  }

  async function sendFields(keep, urls) {
    for (;;) {
      const fields = (await keep.waiting()).slice(0, AT_ONCE);
      const typed = fields.map(({ key, value, base, serial }) => ({ key, value, base, serial }));
      const body = JSON.stringify({ device: keep.device, fields: typed });
      const { end, told } = await post(urls.fields, body, { "Content-Type": "application/json" });
      if (end !== "sent") return { end, told };
      await keep.take(fields, told);
      if (fields.length < AT_ONCE) return { end };
    }
  }

  async function sendPhotos(keep, urls) {
    for (const photo of await keep.photos()) {
      if (photo.refused) continue;
      const form = new FormData();
      for (const name of ["mark", "point", "caption", "kept_why"]) form.append(name, photo[name] || "");
      form.append("photo", photo.blob, photo.name);
      const { end, told } = await post(urls.photos, form, {});
      if (end === "sent") await keep.dropPhoto(photo.mark);
      else if (end === "wrong") await keep.changePhoto({ ...photo, refused: told.said });
      else return { end, told };
    }
    return { end: "sent" };
  }

  async function send(keep, urls) {
    const fields = await sendFields(keep, urls);
    return fields.end === "sent" ? sendPhotos(keep, urls) : fields;
  }

  window.RyddigSend = { send };
})();
