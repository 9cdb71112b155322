// Sends the files of a form piece by piece, so that a network that goes away costs nothing that has come.
// Without this script the form sends them whole. Words stand in the form's data attributes.
"use strict";

const PIECE = 5 * 1024 * 1024;
const AT_ONCE = 3;
const WAITS = [0, 1000, 3000, 5000, 10000, 20000, 30000, 60000];

function csrf(form) {
  return form.querySelector("[name=csrfmiddlewaretoken]").value;
}

function row(form, file) {
  const line = document.createElement("li");
  const name = document.createElement("span");
  name.className = "r-break";
  name.textContent = file.name;
  const bar = document.createElement("progress");
  bar.className = "r-progress";
  bar.max = Math.max(file.size, 1);
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  const said = document.createElement("span");
  said.className = "r-quiet r-small";
  said.textContent = form.dataset.waiting;
  const stop = document.createElement("button");
  stop.type = "button";
  stop.className = "ds-button";
  stop.dataset.variant = "tertiary";
  stop.dataset.size = "sm";
  stop.textContent = form.dataset.cancel;
  line.append(name, bar, said, stop);
  form.querySelector("[data-uploads]").append(line);
  return { line, bar, said, stop };
}

function send(form, file) {
  const shown = row(form, file);
  return {
    start: () => new Promise((done) => {
      const ended = (text, wrong) => {
        shown.said.textContent = text;
        shown.said.className = wrong ? "r-error" : "r-small";
        shown.stop.remove();
        done(!wrong);
      };
      const upload = new tus.Upload(file, {
        endpoint: form.dataset.upload,
        chunkSize: PIECE,
        retryDelays: WAITS,
        removeFingerprintOnSuccess: true,
        metadata: { filename: file.name },
        headers: { "X-CSRFToken": csrf(form) },
        fingerprint: async (chosen) => ["ryddig", form.dataset.upload, chosen.name, chosen.size, chosen.lastModified].join("|"),
        onProgress: (sent) => {
          shown.bar.value = sent;
          shown.said.textContent = `${Math.floor((100 * sent) / Math.max(file.size, 1))} %`;
        },
        onShouldRetry: (error) => {
          const answer = error.originalResponse ? error.originalResponse.getStatus() : 0;
          const again = answer === 0 || answer === 409 || answer === 429 || answer >= 500;
          if (again) shown.said.textContent = form.dataset.stopped;
          return again;
        },
        onSuccess: () => ended(form.dataset.done, false),
        onError: (error) => ended((error.originalResponse && error.originalResponse.getBody()) || form.dataset.failed, true),
      });
      shown.stop.addEventListener("click", () => upload.abort(true).finally(() => ended(form.dataset.failed, true)));
      upload.findPreviousUploads().then((earlier) => {
        if (earlier.length) upload.resumeFromPreviousUpload(earlier[0]);
        upload.start();
      });
    }),
  };
}

async function sendAll(form) {
  const input = form.querySelector("input[type=file]");
  const waiting = Array.from(input.files, (file) => send(form, file));
  input.value = "";
  const results = [];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await next.start());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return results.every(Boolean);
}

if (window.tus && tus.isSupported) {
  let going = 0;
  let wrong = false;
  window.addEventListener("beforeunload", (event) => {
    if (going) event.preventDefault();
  });
  document.querySelectorAll("form[data-upload]").forEach((form) => {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      going += 1;
      wrong = !(await sendAll(form)) || wrong;
      going -= 1;
      if (!going && !wrong) {
        window.location.hash = form.closest("[id]").id;
        window.location.reload();
      }
    });
  });
}
