// Narrows and searches the claims of a sealed edition as the site does, by scripts that lie beside the page: what they
// hold, and how, is told in organizations/exports/sealed/filters.py.

const form = document.querySelector("form.filters");
const results = document.getElementById("results");
const words = document.getElementById("edition-words").dataset;
const PER_PAGE = 20;
const MAX_LISTED = 50;

const CITED = /^https?:\/\/[^/]+\/organizations\/([^/?#]+)\/(?:editions\/(\d+)\/)?(?:claims\/([^/?#]+)\/.*|#([^#]+))?$/;

const waiting = new Map();
const arrived = new Map();
window.edition = (name, content) => arrived.get(name)(content);

// By scripts: a page that is opened from a file may fetch nothing.
function load(name) {
  if (!waiting.has(name)) {
    waiting.set(name, new Promise((resolve) => arrived.set(name, resolve)));
    document.head.append(Object.assign(document.createElement("script"), { src: `${name}.js` }));
  }
  return waiting.get(name);
}

const part = (name) => document.getElementById(name).content.firstElementChild.cloneNode(true);

// -- words ------------------------------------------------------------------------------------------------------

const PLAIN = { æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ħ: "h", ı: "i", ł: "l", þ: "th", ß: "ss" };
const ACCENTS = /[\u0300-\u036f\u064b-\u065f\u0670\u0591-\u05c7]/g;
const RUN = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]+$/u;

function termsOf(typed) {
  const folded = typed.toLowerCase().normalize("NFKD").replace(ACCENTS, "").normalize("NFC");
  const found = folded.replace(/[æœøđðħıłþß]/g, (char) => PLAIN[char]).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return found.flatMap((word) => (RUN.test(word) && word.length > 1 ? [...word].slice(1).map((char, at) => [...word][at] + char) : word));
}

// The numbers of the claims that hold a term, or of those whose titles do, ascending.
async function numbersOf(term, { buckets }, inTitles = false) {
  let bucket = 0;
  // The same sum as where the files are written; each step stays a whole number that JavaScript knows exactly.
  for (const char of term) bucket = (bucket * 31 + char.codePointAt(0)) % 65521;
  const file = await load(`words/${bucket % buckets}`);
  // Every object has a "constructor".
  const found = Object.hasOwn(file, term) ? file[term] : "";
  if (found.startsWith("=")) return numbersOf(found.slice(1), { buckets }, inTitles);
  const numbers = [];
  let number = 0;
  for (const gap of found.split(" ").filter(Boolean)) {
    number += parseInt(gap, 36);
    if (!inTitles || gap.endsWith("!")) numbers.push(number);
  }
  return numbers;
}

function both(some, others) {
  const known = new Set(others);
  return some ? some.filter((number) => known.has(number)) : others;
}

// The place of what an address of the site leads to, as citations have it; null where the edition has no such dossier.
async function placeOf(typed, about) {
  const [, slug, edition, ...anchors] = CITED.exec(typed.trim()) ?? [];
  if (!slug || !(await numbersOf(`@${slug}`, about)).length) return null;
  const anchor = anchors.find(Boolean);
  return `../organizations/${slug}/index.html${edition ? `?edition=${edition}` : ""}${anchor ? `#${anchor}` : ""}`;
}

// -- showing ----------------------------------------------------------------------------------------------------

// The rows from one place to another by date: of the years between, all that pass are read.
async function rowsBetween(start, stop, failed, numbers, { cells, shard }) {
  const held = spread(numbers, cells);
  const years = new Map();
  let number = 0;
  let narrowed = 0;
  for (const [at, cell] of cells.entries()) {
    const those = numbers ? numbers.slice(narrowed, narrowed + held[at]) : [number, number + cell[2]];
    number += cell[2];
    narrowed += held[at];
    if (failed[at].length || !held[at]) continue;
    if (!years.has(cell[0])) years.set(cell[0], { size: 0, parts: [] });
    years.get(cell[0]).size += held[at];
    years.get(cell[0]).parts.push([cell, those]);
  }
  const rows = [];
  let passed = 0;
  for (const { size, parts } of years.values()) {
    if (passed + size > start && passed < stop) {
      const read = [];
      for (const [cell, those] of parts) {
        const each = numbers ? those : Array.from({ length: cell[2] }, (_, at) => those[0] + at);
        for (const one of each) {
          const { owners, rows: found } = await load(`rows/${Math.floor(one / shard)}`);
          const row = found[one % shard];
          read.push({ row, cell, owner: owners[row[1]] });
        }
      }
      read.sort((one, other) => one.row[0] - other.row[0]);
      rows.push(...read.slice(Math.max(start - passed, 0), stop - passed));
    }
    passed += size;
  }
  return rows;
}

// Numbers that hold terms, separated: those first with the most of them in their titles.
async function byTitles(terms, numbers, about) {
  const titled = await Promise.all(terms.map(async (term) => new Set(await numbersOf(term, about, true))));
  const groups = [...terms.map(() => []), []];
  for (const number of numbers) groups[titled.filter((those) => !those.has(number)).length].push(number);
  return groups;
}

async function rowsOf(groups, start, stop, failed, about) {
  const rows = [];
  let passed = 0;
  for (const group of groups) {
    const size = passing(failed, group, about.cells);
    rows.push(...(await rowsBetween(Math.max(start - passed, 0), Math.min(stop - passed, size), failed, group, about)));
    passed += size;
  }
  return rows;
}

function drawn({ row: [, slug, anchor, title, period, text], cell, owner: [name, lang] }, { values }) {
  const article = part("edition-result");
  const [organization, kind, when] = article.querySelectorAll(".organization, .of-kind, .period");
  const dossier = `../organizations/${slug}/index.html`;
  Object.assign(organization, { textContent: name, lang, href: dossier });
  kind.textContent = values[cell[3][0]][2];
  if (period) Object.assign(when, { textContent: period, lang });
  else when.parentElement.remove();
  article.querySelector("h2").lang = lang;
  Object.assign(article.querySelector("h2 a"), { textContent: title, href: `${dossier}#${anchor}` });
  Object.assign(article.querySelector(".text"), { textContent: text, lang });
  const tags = article.querySelector(".tags");
  const possible = new Set(cell[3].filter((mark) => values[mark][3]).map((mark) => values[mark][1]));
  for (const [filter, value, called, possibly] of cell[3].map((mark) => values[mark])) {
    if (!["era", "theme"].includes(filter) || possibly || value === "undated") continue;
    const link = Object.assign(document.createElement("a"), { className: `tag ${filter}`, href: `../${filter}s/${value}/index.html` });
    link.textContent = (filter === "era" && possible.has(value) ? words.possibly : "") + called;
    tags.append(link, " ");
  }
  return article;
}

function chip(name, asked) {
  const item = part("edition-chip");
  item.querySelector("a").href = `?${asked}`;
  item.querySelector(".name").textContent = name;
  return item;
}

function chips(asked) {
  const list = part("edition-chips");
  for (const [name, value] of asked) {
    if (["page", "q", "sort"].includes(name)) continue;
    const others = new URLSearchParams([...asked].filter((each) => each[0] !== "page" && (each[0] !== name || each[1] !== value)));
    const box = [...form.querySelectorAll("input[type=checkbox]")].find((each) => each.name === name && each.value === value);
    const field = form.querySelector(`label[for="${CSS.escape(name)}"]`);
    if (!box && !field) continue;
    const called = box ? box.closest("label").querySelector(".name").textContent : `${field.textContent} ${value}`;
    list.lastElementChild.before(chip(called[0].toUpperCase() + called.slice(1), others));
  }
  return list.children.length > 1 ? [list] : [];
}

function pages(number, all, asked) {
  if (all <= 1) return [];
  const nav = part("edition-pages");
  nav.querySelector("span").textContent = words.page.replace("{}", inWords(number)).replace("{}", inWords(all));
  for (const [selector, other] of [["[rel=prev]", number - 1], ["[rel=next]", number + 1]]) {
    const link = nav.querySelector(selector);
    const there = new URLSearchParams(asked);
    there.set("page", other);
    if (other < 1 || other > all) link.remove();
    else link.href = `?${there}`;
  }
  return [nav];
}

async function show() {
  const { search } = location;
  // Of two that wait for the same file the later may be done first: what the earlier found is asked for no more.
  const isOver = () => location.search !== search;
  const asked = new URLSearchParams(search);
  const about = await load("cells");
  const place = await placeOf(asked.get("q") ?? "", about);
  if (isOver()) return;
  if (place) return location.replace(place);
  const terms = termsOf(asked.get("q") ?? "");
  let ofWords = null;
  for (const term of terms) ofWords = both(ofWords, await numbersOf(term, about));
  const slugs = asked.getAll("organization");
  const ofOrganizations = (await Promise.all(slugs.map((slug) => numbersOf(`@${slug}`, about)))).flat();
  const held = slugs.length ? both(ofWords, ofOrganizations.sort((one, other) => one - other)) : ofWords;
  if (isOver()) return;
  const failed = failing(asked, about);
  const all = countBoxes(form.querySelectorAll("input[type=checkbox]:not([name=organization])"), failed, held, about, words.possible);
  for (const box of form.querySelectorAll("input[name=organization]")) {
    const numbers = await numbersOf(`@${box.value}`, about);
    if (isOver()) return;
    count(box, passing(failed, both(ofWords, numbers), about.cells));
  }
  const last = Math.max(1, Math.ceil(all / PER_PAGE));
  const page = Math.min(Math.max(1, Number(asked.get("page")) || 1), last);
  const groups = terms.length && asked.get("sort") !== "date" ? await byTitles(terms, held, about) : [held];
  const rows = await rowsOf(groups, (page - 1) * PER_PAGE, page * PER_PAGE, failed, about);
  if (isOver()) return;
  const line = Object.assign(document.createElement("p"), { className: "count-line", tabIndex: -1 });
  line.textContent = all === 1 ? words.claim : words.claims.replace("{}", inWords(all));
  const bar = Object.assign(document.createElement("div"), { className: "bar" });
  bar.append(...chips(asked), line);
  results.replaceChildren(bar, ...rows.map((row) => drawn(row, about)), ...pages(page, last, asked));
  results.dataset.of = search;
  document.getElementById("announcement").textContent = line.textContent;
}

// -- asking -----------------------------------------------------------------------------------------------------

// What was ticked before this script came is asked for as if it were ticked now.
function askEarly() {
  const asked = new URLSearchParams(location.search);
  const early = [...form.querySelectorAll("input:checked")].filter((box) => !asked.getAll(box.name).includes(box.value));
  for (const box of early) asked.append(box.name, box.value);
  asked.delete("page");
  if (early.length) history.pushState(null, "", `?${asked}`);
}

function fill(isFirst = false) {
  const asked = new URLSearchParams(location.search);
  for (const field of form.elements) {
    if (field.type === "checkbox") field.checked = asked.getAll(field.name).includes(field.value);
    // Words that are being typed stay.
    else if (field.name && !(isFirst && field.value)) field.value = asked.get(field.name) ?? "";
  }
  form.elements.sort.parentElement.hidden = !asked.get("q");
}

// Where there are too many organizations to list, those that are asked for stand alone.
function listOrganizations() {
  const labels = [...form.querySelectorAll("input[name=organization]")].map((box) => box.closest("label"));
  if (Number(words.organizations) <= MAX_LISTED || !labels.length) return;
  const slugs = new URLSearchParams(location.search).getAll("organization");
  for (const slug of slugs) {
    const label = labels[0].cloneNode(true);
    label.querySelector("input").value = slug;
    label.querySelector(".name").textContent = slug;
    labels[0].parentElement.append(label);
  }
  if (!slugs.length) labels[0].parentElement.remove();
  for (const label of labels) label.remove();
}

function ask(event) {
  event.preventDefault();
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  if (`?${asked}` !== location.search) history.pushState(null, "", `?${asked}`);
  form.elements.sort.parentElement.hidden = !asked.get("q");
  show();
}

form.addEventListener("change", ask);
form.addEventListener("submit", ask);
window.addEventListener("popstate", () => {
  fill();
  show();
});
askEarly();
listOrganizations();
form.elements.sort.options[0].textContent = words.best;
fill(true);
show();
