// The reading desk: what was said is read again in place, and only what changed is renewed: who said it goes on there.
"use strict";
(() => {
  let at = ""; // the block where somebody works
  let last = null; // the field or button that had the focus there

  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb === "post") event.detail.path = location.pathname + location.search;
  });

  // Buttons that lead to another page are sent by the browser itself.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const button = event.detail.requestConfig.triggeringEvent?.submitter;
    if (!button?.hasAttribute("formaction")) return;
    event.preventDefault();
    send(button);
  });

  function send(button) {
    const form = document.getElementById("reading");
    form.action = button?.getAttribute("formaction") ?? location.href;
    if (button?.name) {
      const pressed = document.createElement("input");
      Object.assign(pressed, { type: "hidden", name: button.name, value: button.value });
      form.append(pressed);
    }
    // Of the prototype, for a button may be called "submit"; and without an event that htmx would take up.
    HTMLFormElement.prototype.submit.call(form);
  }

  /** Make a part of the page what the answer says, and leave alone what is the same: its fields keep what is typed. */
  function renew(old, fresh) {
    if (old.isEqualNode(fresh)) return;
    const [mine, theirs] = [old, fresh].map((each) => [...each.children]);
    const isAlike = (each, place) => each.id === theirs[place].id && each.nodeName === theirs[place].nodeName;
    if (old.matches("form, .stretches, .blocks, .stretch") && mine.length === theirs.length && mine.every(isAlike)) {
      old.className = fresh.className;
      mine.forEach((each, place) => renew(each, theirs[place]));
    } else old.replaceWith(fresh);
  }

  document.addEventListener("htmx:beforeSwap", (event) => {
    event.detail.shouldSwap = false;
    const answer = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const fresh = answer.getElementById("reading");
    // Another page, as that of a log-in: the browser asks for it itself.
    if (!fresh) return event.detail.requestConfig.verb === "post" ? send() : location.assign(event.detail.pathInfo.requestPath);
    const counts = [...fresh.querySelectorAll(".counts li")].map((each) => each.textContent).join(", ");
    const said = answer.querySelector(".messagelist")?.textContent.trim();
    document.getElementById("read-again").textContent = said ? `${said} ${counts}` : "";
    renew(document.getElementById("reading"), fresh);
    show(document.getElementById(at));
    goOn(document.getElementById("blocks"));
  });
  document.addEventListener("htmx:sendError", () => send());

  /** Bring a block into view. */
  function show(block) {
    if (!block) return;
    const folded = block.closest("details:not([open])");
    if (folded) folded.open = true;
    goOn(block.querySelector(".questions :is(input:not([type=hidden]), select)") ?? block);
    block.scrollIntoView({ block: "nearest" });
  }

  /** Whose field or button was renewed goes on at the one in its place; at another where it is gone. */
  function goOn(other) {
    if (document.activeElement !== document.body) return;
    const alike = [...document.querySelectorAll("#reading :is(input, select, button)")].filter(
      (each) => last && each.name === last.name && each.type === last.type,
    );
    const same = alike.find((each) => each.type !== "submit" || each.value === last.value);
    // What was undone is gone, but the next may be undone there.
    (same ?? (last?.name === "undo" ? alike[0] : null) ?? other)?.focus({ preventScroll: Boolean(same) });
  }

  document.addEventListener("focusin", (event) => {
    at = event.target.closest("[id^='b-']")?.id ?? "";
    last = event.target;
  });

  // The questions of a block, beside those that are answered but not sent yet.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#reading a.change");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const url = new URL(location);
    url.searchParams.append("block", new URL(link.href).searchParams.get("block"));
    url.hash = at = new URL(link.href).hash.slice(1);
    history.replaceState(null, "", url);
    htmx.ajax("GET", url.pathname + url.search, { source: "#read-again", swap: "none" });
  });

  function unfold() {
    const block = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = block && block.closest("details:not([open])");
    if (folded) folded.open = true;
    if (block) block.scrollIntoView({ block: "center" });
  }
  addEventListener("hashchange", unfold);
  unfold();
})();
