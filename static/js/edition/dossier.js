// Narrows a dossier of a sealed edition where it stands, by what templates/sealed/narrowed.html tells of its claims.

const form = document.querySelector("main form.filters");
const within = document.getElementById("claims");
const about = document.getElementById("edition-narrowed");
// Each former edition has a page; the latest is the dossier itself, and of later ones nothing is known.
const edition = Number(new URLSearchParams(location.search).get("edition"));
if (edition && edition < Number(about.dataset.edition)) location.replace(`editions/${edition}/index.html${location.hash}`);
const bar = about.content.firstElementChild;
const boxes = [...form.querySelectorAll("input[type=checkbox]")];
const claims = about.dataset.claims.split(" ").map((anchor) => document.getElementById(anchor));
const known = { values: [], cells: claims.map(() => [null, null, 1, []]) };
for (const line of about.dataset.marks.split(";")) {
  const [filter, value, ...places] = line.split(" ");
  for (const possibly of [false, true]) {
    const mark = known.values.push([filter, value, "", possibly]) - 1;
    for (const place of places) if (!possibly || place.endsWith("?")) known.cells[parseInt(place, 10)][3].push(mark);
  }
}
within.prepend(bar);
form.hidden = false;

function showOnly(element, isShown) {
  element.style.display = isShown ? "" : "none";
}

function show() {
  const asked = new URLSearchParams(location.search);
  for (const box of boxes) box.checked = asked.getAll(box.name).includes(box.value);
  const isNarrowed = boxes.some((box) => box.checked);
  const failed = failing(asked, known);
  const all = countBoxes(boxes, failed, null, known, about.dataset.possible);
  bar.querySelector(".count-line").textContent = about.dataset.line.replace("{}", inWords(all));
  showOnly(bar, isNarrowed);
  const shown = claims.filter((claim, at) => !failed[at].length);
  for (const claim of claims) showOnly(claim, shown.includes(claim));
  // The site draws anew what is left; of the whole dossier say the others.
  for (const each of document.querySelectorAll("#claims .drawing, #claims .head, #claims p.evidence, [aria-labelledby=related]")) showOnly(each, !isNarrowed);
  // Of a part the sources that it cites, as the site lists them.
  const anchors = new Set(shown.map((claim) => `#${claim.id}`));
  for (const source of within.querySelectorAll(".sources > li")) {
    showOnly(source, !isNarrowed || [...source.querySelectorAll(".cited a")].some((link) => anchors.has(link.hash)));
  }
  const isSeen = (source) => source.style.display !== "none";
  for (const section of within.querySelectorAll(":scope > section")) {
    const sources = [...section.querySelectorAll(".sources > li")];
    const isKept = !isNarrowed || sources.some(isSeen) || shown.some((claim) => section.contains(claim));
    showOnly(section, isKept);
    const link = document.querySelector(`#contents a[href="#${CSS.escape(section.getAttribute("aria-labelledby"))}"]`);
    if (link) showOnly(link.closest("li"), isKept);
  }
}

form.addEventListener("change", () => {
  const asked = new URLSearchParams(new FormData(form));
  history.pushState(null, "", `?${asked}`);
  show();
});
window.addEventListener("popstate", show);
show();
