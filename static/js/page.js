// Comfort for readers: results that change without a full reload, suggestions, the section in view, claims that moved, copying. All of it works without.

const announcement = document.getElementById("announcement");
const search = document.getElementById("site-search");
const suggestions = document.getElementById("suggestions");

function announce(words) {
  announcement.textContent = words.replace(/\s+/g, " ").trim();
}

// -- results ----------------------------------------------------------------------------------------------------

// Empty fields have no place in the address.
document.addEventListener("htmx:configRequest", (event) => {
  const values = event.detail.formData;
  for (const [name, value] of [...values]) if (value === "") values.delete(name);
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target === suggestions) {
    const list = suggestions.firstElementChild;
    announce(list ? list.dataset.announced : "");
    return;
  }
  for (const [name, row] of rows()) row.scrollLeft = scrolled.get(name) ?? 0;
  showPressed();
  watchSections();
  const line = document.querySelector("#results .count-line, #claims .count-line");
  announce(line ? line.firstChild.textContent : document.title);
  // The link that was followed is gone: go on where the results begin.
  if (document.activeElement === document.body && line) line.focus({ preventScroll: true });
  if (line) reveal(line);
});

// What was found may stand above or below what is seen: its beginning comes into view, and from below the filters stay.
function reveal(line) {
  const beginning = document.querySelector("#results :is(.kind, h2), #claims h2") ?? line;
  const { top, bottom } = beginning.getBoundingClientRect();
  const hidden = top - (line.closest(".bar") ?? line).getBoundingClientRect().bottom;
  if (hidden < 0 && beginning !== line) return scrollBy(0, hidden);
  const below = Math.ceil(bottom) - innerHeight;
  const above = document.getElementById("facets").getBoundingClientRect().top;
  // Whoever asked with the button or Enter looks for the answer; whoever ticks boxes goes on ticking.
  scrollBy(0, Math.max(0, sending ? below : Math.min(below, above)));
}

// A row of chips stays where it was scrolled to.
let scrolled = new Map();
const rows = () => [...document.querySelectorAll("#facets > .facet")].map((row) => [row.firstElementChild.textContent, row]);
document.addEventListener("htmx:beforeSwap", () => (scrolled = new Map(rows().map(([name, row]) => [name, row.scrollLeft]))));

// But what is pressed in it is in view.
function showPressed() {
  for (const [, row] of rows()) {
    const pressed = row.querySelector("label:has(:checked)");
    if (!pressed) continue;
    const [seen, chip] = [row, pressed].map((each) => each.getBoundingClientRect());
    row.scrollLeft += Math.min(0, chip.left - seen.left) + Math.max(0, chip.right - seen.right);
    row.scrollTop += Math.min(0, chip.top - seen.top) + Math.max(0, chip.bottom - seen.bottom);
  }
}
showPressed();

// Enter and the button send the form themselves: the change of a field that they bring about must not send it too.
let sending = false;
for (const name of ["keydown", "pointerdown"]) {
  document.addEventListener(name, (event) => {
    sending = event.key === "Enter" || Boolean(event.target.closest?.("button[type=submit]"));
  });
}
document.addEventListener("change", (event) => sending && event.stopPropagation(), true);

// What was ticked before the scripts came is asked for as soon as they can.
document.addEventListener("DOMContentLoaded", () => {
  const early = document.querySelector(".filters[data-hx-get] :is([checked]:not(:checked), input:checked:not([checked]))");
  early?.dispatchEvent(new Event("change", { bubbles: true }));
});

// So it is where a link has led to what was filtered.
const found = document.querySelector(".bar .count-line");
if (found && location.search && !location.hash) reveal(found);

// What goes wrong on the way is left to the browser: it says so, and can be asked again.
for (const name of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(name, (event) => {
    if (event.detail.target !== suggestions) location.assign(event.detail.pathInfo.finalRequestPath);
  });
}

// -- suggestions ------------------------------------------------------------------------------------------------

if (search) {
  const form = search.form;
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      suggestions.replaceChildren();
      search.focus();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const places = [search, ...suggestions.querySelectorAll("a")];
    const at = places.indexOf(document.activeElement);
    if (!step || at < 0 || !places[at + step]) return;
    event.preventDefault();
    places[at + step].focus();
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) suggestions.replaceChildren();
  });
}

// -- the section in view ----------------------------------------------------------------------------------------

let watcher;

function watchSections() {
  watcher?.disconnect();
  const contents = document.getElementById("contents");
  if (!contents) return;
  const links = new Map([...contents.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  watcher = new IntersectionObserver(
    (entries) => {
      for (const entry of entries.filter((each) => each.isIntersecting)) {
        for (const link of links.values()) link.removeAttribute("aria-current");
        const link = links.get(entry.target.getAttribute("aria-labelledby"));
        link?.setAttribute("aria-current", "true");
        contents.querySelector(".here").textContent = link?.textContent ?? "";
      }
    },
    // A line a fifth of the way down: the section that lies across it is the one in view.
    { rootMargin: "-20% 0px -79% 0px" },
  );
  for (const section of document.querySelectorAll(".dossier section")) watcher.observe(section);
  contents.addEventListener("click", (event) => {
    if (event.target.closest("a")) contents.querySelector("details").open = false;
  });
}

watchSections();

// -- addresses --------------------------------------------------------------------------------------------------

// A claim that editors moved to another kind keeps its key: its old address leads to where it stands now.
function followMoved() {
  const kinds = (document.getElementById("claims")?.dataset.moved ?? "").split(" ");
  const id = location.hash.slice(1);
  const kind = kinds.find((each) => each && id.startsWith(`${each}-`));
  if (!kind || document.getElementById(id)) return;
  const moved = kinds.map((each) => document.getElementById(each + id.slice(kind.length))).find(Boolean);
  // In place of the old address: going back leads to where the reader came from.
  if (moved) location.replace(`#${moved.id}`);
}

followMoved();
window.addEventListener("hashchange", followMoved);

// -- copying ----------------------------------------------------------------------------------------------------

// Over plain HTTP there is no clipboard: the words stay to be selected by hand, and are where it refuses.
for (const button of navigator.clipboard ? document.querySelectorAll("[data-copies]") : []) {
  const words = document.getElementById(button.dataset.copies);
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(words.textContent);
      button.textContent = button.dataset.done;
      announce(button.dataset.done);
    } catch {
      getSelection().selectAllChildren(words);
    }
  });
}
