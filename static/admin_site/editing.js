// A record's page while it is open: keys that save, preview and publish, and a heartbeat that tells who else is there.
"use strict";
(() => {
  const HEARTBEAT = 30_000;
  const KEYS = { s: "_continue", p: "_preview", Enter: "_publish" };

  function button(key) {
    return document.querySelector(`.submit-row input[name=${KEYS[key]}]`);
  }

  for (const key of Object.keys(KEYS)) {
    for (const each of document.querySelectorAll(`.submit-row input[name=${KEYS[key]}]`)) {
      const shown = `Control+${key === "Enter" ? key : key.toUpperCase()}`;
      each.setAttribute("aria-keyshortcuts", shown);
      each.title = shown.replace("Control", "Ctrl");
    }
  }

  // On the window, before the Markdown editor keeps its keys to itself.
  addEventListener(
    "keydown",
    (event) => {
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || !(key in KEYS)) return;
      const pressed = button(key);
      if (!pressed) return;
      event.preventDefault();
      event.stopPropagation();
      pressed.click();
    },
    true,
  );

  const presence = document.querySelector(".presence");
  if (!presence) return;
  const { url, number, lost } = presence.dataset;

  function sent(values) {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", document.querySelector("input[name=csrfmiddlewaretoken]").value);
    data.set("number", number);
    for (const [name, value] of Object.entries(values)) data.set(name, value);
    return data;
  }

  async function heartbeat() {
    try {
      const answer = await fetch(url, { method: "POST", body: sent({}) });
      if (!answer.ok) throw new Error(answer.statusText);
      const words = await answer.text();
      if (words.trim() !== presence.innerHTML.trim()) presence.innerHTML = words;
    } catch {
      const note = document.createElement("p");
      note.textContent = lost;
      presence.replaceChildren(note);
    }
  }

  setInterval(() => document.visibilityState === "visible" && heartbeat(), HEARTBEAT);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && heartbeat());
  // A fetch would be cut off with the page.
  addEventListener("pagehide", () => navigator.sendBeacon(url, sent({ left: "1" })));
  // Taken out of the browser's memory again, a page has said before that it was left.
  addEventListener("pageshow", (event) => event.persisted && heartbeat());
})();
