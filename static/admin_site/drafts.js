// Keeps what is typed and not saved in the browser's storage, until the server says that it was saved.
"use strict";
(() => {
  const PREFIX = "dossier draft";
  const DAYS = 30;

  function drafts() {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }))
      .sort((one, other) => other.at - one.at);
  }

  /** When it was, as the server writes it: "28 November 2026, 14:05 UTC". */
  function moment(at, timeZone) {
    const day = { day: "numeric", month: "long", year: "numeric" };
    const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone, timeZoneName: "short" };
    const parts = new Intl.DateTimeFormat(document.documentElement.lang, { ...day, ...time }).formatToParts(at);
    const said = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
    return `${said.day} ${said.month} ${said.year}, ${said.hour}:${said.minute} ${said.timeZoneName}`;
  }

  // The server names the draft that it saved in a cookie of a few minutes, on whatever page comes next.
  const saved = document.cookie.match(/(?:^|; )saved_draft=([0-9a-zA-Z]+)/)?.[1];
  for (const each of drafts()) {
    if (each.name === saved || Date.now() - each.at > DAYS * 86_400_000) localStorage.removeItem(each.key);
  }

  const field = document.querySelector("input[name=draft][data-user]");
  if (!field) return;
  const form = field.form;
  const place = `${PREFIX} ${field.dataset.user} ${location.pathname} `;
  const isTakenUp = field.hasAttribute("data-unsaved");
  let before = isTakenUp ? "" : null; // what the form held when its editor began, "" if that is not known
  let isLeaving = false;
  let timer = 0;

  function fields() {
    const skipped = new Set(["csrfmiddlewaretoken", "draft", "take_up"]);
    return [...new FormData(form)].filter(([name, value]) => !skipped.has(name) && typeof value === "string");
  }

  function isUnsaved() {
    return before !== null && JSON.stringify(fields()) !== before;
  }

  function begin() {
    if (before === null) before = JSON.stringify(fields());
  }

  function keep() {
    clearTimeout(timer);
    if (!isUnsaved()) {
      if (field.value) localStorage.removeItem(place + field.value);
      return;
    }
    field.value ||= crypto.getRandomValues(new Uint32Array(3)).join("");
    const draft = { name: field.value, at: Date.now(), fields: fields() };
    try {
      localStorage.setItem(place + field.value, JSON.stringify(draft));
    } catch {
      // The storage is full or shut: the page still warns before it is left.
    }
  }

  // Scripts of the page fill it in when it opens: what counts is how it stood when its editor came to it.
  for (const name of ["pointerdown", "focusin"]) form.addEventListener(name, begin, true);
  // Whoever began before this script came did not tell it so.
  form.addEventListener("input", (event) => event.isTrusted && (before ??= ""), true);
  const typed = document.activeElement;
  if (form.contains(typed) && ![undefined, typed.value].includes(typed.defaultValue)) before = "";
  for (const name of ["input", "change", "click", "keyup", "drop"]) {
    form.addEventListener(name, () => {
      clearTimeout(timer);
      timer = setTimeout(keep, 700);
    });
  }
  document.addEventListener("submit", (event) => {
    if (!event.target.elements.draft) return; // leads away from what was typed
    keep();
    isLeaving = true;
  });
  addEventListener("pageshow", () => (isLeaving = false));
  addEventListener("beforeunload", (event) => {
    keep();
    if (!isLeaving && isUnsaved()) event.preventDefault();
  });
  if (before === "") keep();

  function takeUp(draft) {
    isLeaving = true;
    const sent = document.createElement("form");
    sent.method = "post";
    const token = form.querySelector("input[name=csrfmiddlewaretoken]").value;
    const all = [...draft.fields, ["draft", draft.name], ["take_up", "1"], ["csrfmiddlewaretoken", token]];
    for (const [name, value] of all) {
      const input = document.createElement("textarea"); // an input would lose the line ends
      input.name = name;
      input.value = value;
      sent.append(input);
    }
    sent.hidden = true;
    document.body.append(sent);
    sent.submit();
  }

  // A form whose rows do not change is filled in here; what is hidden stays as the page has it.
  function fill(draft) {
    field.value = draft.name;
    before = "";
    for (const element of form.elements) {
      const values = draft.fields.filter(([name]) => name === element.name).map(([, value]) => value);
      if (!element.name || ["hidden", "file", "submit", "button"].includes(element.type)) continue;
      if (["checkbox", "radio"].includes(element.type)) element.checked = values.includes(element.value);
      else if (values.length) element.value = values[0];
    }
    offer.remove();
    keep();
  }

  const offer = form.querySelector(".draft-offer");
  const [found] = drafts().filter((each) => each.key.startsWith(place) && each.name !== field.value);
  if (!found || isTakenUp) return;
  offer.querySelector("strong").textContent = moment(found.at, offer.dataset.timeZone);
  offer.querySelector(".take-up").addEventListener("click", () => {
    if (field.hasAttribute("data-filled")) fill(found);
    else takeUp(found);
  });
  offer.querySelector(".throw-away").addEventListener("click", () => {
    localStorage.removeItem(found.key);
    offer.remove();
  });
  offer.hidden = false;
})();
