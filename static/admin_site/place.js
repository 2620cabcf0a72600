// Keeps an editor's place: after a save the same groups are open, the same claim is in view, the same field has the focus.
"use strict";
(() => {
  const form = document.querySelector("#content-main form[id$=_form]");
  if (!form) return;
  const STORED = `dossier place ${location.pathname}`;
  const FOCUSABLE = "input:not([type=hidden], [type=submit]), textarea, select";
  let last = null; // the field that had the focus before a button of the page was pressed
  let isLedAway = false; // to the preview or to publishing, from where its editor comes back

  function groups() {
    return [...form.querySelectorAll("details")].filter((each) => each.closest("fieldset[aria-labelledby]"));
  }

  function nameOf(group) {
    return group.closest("fieldset[aria-labelledby]").getAttribute("aria-labelledby");
  }

  function keyOf(row) {
    return row?.querySelector("input[type=hidden][name$='-id']")?.value || "";
  }

  function rowsOf(prefix) {
    return [...form.querySelectorAll(`[id="${prefix}-group"] .inline-related:not(.empty-form)`)];
  }

  function wordsOf(row) {
    return [...row.querySelectorAll("input[type=text], textarea")].map((field) => field.value).join("\n");
  }

  // A row is known by its record; a new one by being new and by what it says.
  function placeOf(element) {
    const row = element.closest(".inline-related");
    const place = { top: element.getBoundingClientRect().top, id: element.id, name: element.name || "" };
    if (element.matches(".order button")) place.button = element.matches(".up") ? ".up" : ".down";
    if (!row) return place;
    const prefix = row.closest(".inline-group").id.replace(/-group$/, "");
    const known = rowsOf(prefix).map(keyOf).filter(Boolean);
    return { ...place, prefix, key: keyOf(row), known, words: wordsOf(row), field: place.name.replace(/^.*?-\d+-/, "") };
  }

  function rowOf(place) {
    const all = rowsOf(place.prefix);
    if (place.key) return all.find((row) => keyOf(row) === place.key);
    const fresh = all.filter((row) => !place.known.includes(keyOf(row)));
    return fresh.find((row) => wordsOf(row) === place.words) || fresh[0];
  }

  function elementOf(place) {
    if (!place.prefix) return place.id ? document.getElementById(place.id) : null;
    const row = rowOf(place);
    if (!row) return null;
    if (place.button) return row.querySelector(place.button);
    return (place.field && row.querySelector(`[name$="-${place.field}"]`)) || row.querySelector(FOCUSABLE);
  }

  function keep() {
    const open = groups().filter((each) => each.open).map(nameOf);
    const place = last?.isConnected ? placeOf(last) : null;
    try {
      sessionStorage.setItem(STORED, JSON.stringify({ open, place, scroll: scrollY, isLedAway }));
    } catch {
      // The storage is full or shut: the page opens at its top.
    }
  }

  function open(state) {
    for (const group of groups()) group.open ||= state.open.includes(nameOf(group));
  }

  function restore(state) {
    const element = state.place && elementOf(state.place);
    if (!element) return scrollTo({ top: state.scroll, behavior: "instant" });
    element.focus({ preventScroll: true });
    const top = Math.min(Math.max(state.place.top, 0), innerHeight - 60);
    scrollBy({ top: element.getBoundingClientRect().top - top, behavior: "instant" });
  }

  function showWrong() {
    const wrong = form.querySelector(".errorlist:not(.nonfield, .nonform)")?.parentElement.querySelector(FOCUSABLE);
    wrong?.focus({ preventScroll: true });
    wrong?.scrollIntoView({ block: "center", behavior: "instant" });
    return Boolean(wrong);
  }

  // A save answers with this page or one on the way to it; who comes by a link from a list starts at the top.
  function isComingBack(state) {
    const before = document.referrer && new URL(document.referrer);
    const isSame = before && before.origin === location.origin && before.pathname === location.pathname;
    return isSame || state.isLedAway || performance.getEntriesByType("navigation")[0]?.type !== "navigate";
  }

  function remember(focused) {
    const field = focused.closest(".select2-container")?.previousElementSibling || focused;
    if (field.matches(`${FOCUSABLE}, .order button`)) last = field;
  }

  if (form.contains(document.activeElement)) remember(document.activeElement); // before this script came
  form.addEventListener("focusin", (event) => remember(event.target));
  form.addEventListener("submit", (event) => {
    isLedAway = ["_preview", "_publish"].includes(event.submitter?.name);
  });
  addEventListener("pagehide", keep);

  addEventListener("load", () => {
    const kept = JSON.parse(sessionStorage.getItem(STORED));
    const state = kept && isComingBack(kept) ? kept : null;
    if (state) open(state);
    if (last || showWrong()) return; // its editor was quicker than the page
    if (state) return restore(state);
    const first = [...form.querySelectorAll(FOCUSABLE)].find((each) => each.offsetParent && !each.disabled);
    if (first && !location.hash) first.focus({ preventScroll: true });
  });
})();
