// Puts the claims of a dossier in order: a heading is dragged, "Up" and "Down" go one step, a position is typed.
"use strict";
(() => {
  const SLIP = 4; // pixels that a press may move before it is a drag
  const EDGE = 70; // pixels from the window's edge where a drag scrolls the page

  function rows(list) {
    return [...list.children].filter((each) => each.matches(".inline-related:not(.empty-form)"));
  }

  function position(row) {
    return row.querySelector(".claim-position");
  }

  function isPlaced(row) {
    return row.matches(".has_original") || row.querySelector(".claim-placed").value;
  }

  // A new claim has no position until a hand gives it one: the site finds its place.
  function number(list) {
    rows(list).forEach((row, at) => {
      if (isPlaced(row)) position(row).value = Number(list.dataset.first) + at;
    });
    mark(list);
  }

  function mark(list) {
    const all = rows(list);
    all.forEach((row, at) => {
      row.querySelector(".up").setAttribute("aria-disabled", at === 0);
      row.querySelector(".down").setAttribute("aria-disabled", at === all.length - 1);
    });
  }

  function moved(list, row) {
    row.querySelector(".claim-placed").value = "1";
    number(list);
    const all = rows(list);
    const said = list.parentElement.querySelector(".order-said");
    const words = said.dataset.words.replace("%(place)s", all.indexOf(row) + 1).replace("%(count)s", all.length);
    said.textContent = words;
    position(row).dispatchEvent(new Event("change", { bubbles: true })); // the draft is kept
  }

  // The neighbour moves, not the row: what is moved in the page loses the focus.
  function step(list, row, by) {
    const all = rows(list);
    const other = all[all.indexOf(row) + by];
    if (!other) return;
    if (by < 0) row.after(other);
    else row.before(other);
    moved(list, row);
    row.scrollIntoView({ block: "nearest" });
  }

  function put(list, row, target) {
    const all = rows(list);
    if (!target || target === row) return;
    const focused = row.contains(document.activeElement) ? document.activeElement : null;
    if (all.indexOf(target) < all.indexOf(row)) target.before(row);
    else target.after(row);
    focused?.focus({ preventScroll: true });
    moved(list, row);
  }

  function drag(list, row, start) {
    let target = null;
    let y = start.clientY;
    let isDragged = false;

    function look() {
      target?.classList.remove("drop-before", "drop-after");
      const all = rows(list);
      const below = all.findIndex((each) => each.getBoundingClientRect().bottom > y);
      target = all[below < 0 ? all.length - 1 : below];
      if (target !== row) {
        target.classList.add(all.indexOf(target) < all.indexOf(row) ? "drop-before" : "drop-after");
      }
    }

    function scroll() {
      if (!isDragged) return;
      const by = y < EDGE ? y - EDGE : Math.max(0, y - (innerHeight - EDGE));
      if (by) {
        scrollBy({ top: by / 4, behavior: "instant" });
        look();
      }
      requestAnimationFrame(scroll);
    }

    function move(event) {
      y = event.clientY;
      if (!isDragged && Math.abs(y - start.clientY) < SLIP) return;
      if (!isDragged) {
        isDragged = true;
        row.classList.add("dragged");
        requestAnimationFrame(scroll);
      }
      look();
    }

    function end(event) {
      if (event.type === "keydown" && event.key !== "Escape") return;
      target?.classList.remove("drop-before", "drop-after");
      row.classList.remove("dragged");
      if (isDragged && event.type === "pointerup") put(list, row, target);
      isDragged = false;
      removeEventListener("pointermove", move);
      for (const name of ["pointerup", "pointercancel", "keydown"]) removeEventListener(name, end);
    }

    addEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel", "keydown"]) addEventListener(name, end);
  }

  function show(row) {
    for (const button of row.querySelectorAll(".order button")) button.hidden = false;
  }

  function prepare(list) {
    const group = list.closest(".inline-group");
    const all = rows(list);
    const first = Math.min(...all.map((row) => Number(position(row).value) || Infinity));
    list.dataset.first = Number.isFinite(first) ? first : 1;
    // A form that is shown again stands in its old order, with the positions that it was given.
    const order = [...all].sort((one, other) => (position(one).value || 1e9) - (position(other).value || 1e9));
    if (order.some((row, at) => row !== all[at])) all[0].before(...order);
    list.querySelectorAll(".inline-related").forEach(show);
    mark(list);
    const tools = group.querySelector(".order-tools");
    tools.hidden = false;
    tools.querySelector(".fold").addEventListener("click", (event) => {
      const isFolded = list.classList.toggle("folded");
      event.currentTarget.setAttribute("aria-pressed", isFolded);
    });
    for (const name of ["formset:added", "formset:removed"]) document.addEventListener(name, () => mark(list));

    list.addEventListener("click", (event) => {
      const button = event.target.closest(".order button");
      if (button) step(list, button.closest(".inline-related"), button.matches(".up") ? -1 : 1);
    });
    list.addEventListener("change", (event) => {
      if (!event.isTrusted || !event.target.matches(".claim-position")) return;
      const kept = rows(list);
      const at = Number(event.target.value) - Number(list.dataset.first);
      put(list, event.target.closest(".inline-related"), kept[Math.max(0, Math.min(at, kept.length - 1))]);
    });
    list.addEventListener("pointerdown", (event) => {
      const head = event.target.closest(".claim-head");
      const isHandle = event.target.closest(event.pointerType === "mouse" ? ".claim-head" : ".grip");
      if (event.button !== 0 || !isHandle || event.target.closest("a, button, input, label")) return;
      drag(list, head.parentElement, event);
    });
  }

  for (const list of document.querySelectorAll(".claims")) {
    if (list.querySelector(".claim-position")) prepare(list);
  }
})();
