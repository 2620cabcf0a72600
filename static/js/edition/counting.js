// Counts the claims of a sealed edition by their filters, as the site does: in Explore and in a dossier. Of cells, and of
// what they hold, organizations/exports/sealed/filters.py tells.

const inWords = new Intl.NumberFormat(document.documentElement.lang).format;

// How many of ascending numbers each cell has; of all, where they are null.
function spread(numbers, cells) {
  if (!numbers) return cells.map((cell) => cell[2]);
  let at = 0;
  let end = 0;
  return cells.map((cell) => {
    const first = at;
    end += cell[2];
    while (at < numbers.length && numbers[at] < end) at += 1;
    return at - first;
  });
}

// By cell the filters that it fails; of the years, which have no counts, that it fails is told by "years".
function failing(asked, { values, cells }) {
  const chosen = new Map();
  for (const [place, [filter, value]] of values.entries()) {
    if (!asked.getAll(filter).includes(value)) continue;
    if (!chosen.has(filter)) chosen.set(filter, new Set());
    chosen.get(filter).add(place);
  }
  let [from, to] = ["from", "to"].map((name) => (/^\d{1,4}$/.test(asked.get(name)) ? Number(asked.get(name)) : 0));
  if (from && to && from > to) from = to = 0;
  return cells.map(([first, last, , marks]) => {
    const failed = [...chosen].filter(([, places]) => !marks.some((mark) => places.has(mark))).map(([filter]) => filter);
    const inYears = first !== null && last !== null && (!to || first <= to) && (!from || last >= from);
    return (from || to) && !inYears ? [...failed, "years"] : failed;
  });
}

// How many of ascending numbers pass.
const passing = (failed, numbers, cells) => spread(numbers, cells).reduce((sum, here, at) => sum + (failed[at].length ? 0 : here), 0);

function counted(failed, numbers, { values, cells }) {
  const counts = values.map(() => 0);
  const held = spread(numbers, cells);
  let all = 0;
  for (const [at, cell] of cells.entries()) {
    // What fails two filters no single box brings back.
    if (!held[at] || failed[at].length > 1) continue;
    if (!failed[at].length) all += held[at];
    for (const mark of cell[3]) {
      if (!failed[at].length || failed[at][0] === values[mark][0]) counts[mark] += held[at];
    }
  }
  return { all, counts };
}

// Writes how many claims a box would show; `possible` is how those are said that are only possibly so.
function count(box, number, possibly, possible) {
  const label = box.closest("label");
  label.style.display = number || box.checked ? "" : "none";
  label.querySelector(".count").textContent = inWords(number) + (possibly ? possible.replace("{}", inWords(possibly)) : "");
}

// Counts the boxes of filters; how many claims pass.
function countBoxes(boxes, failed, numbers, about, possible) {
  const { all, counts } = counted(failed, numbers, about);
  const found = new Map(about.values.map(([filter, value, , possibly], at) => [`${filter} ${value} ${possibly}`, counts[at]]));
  for (const box of boxes) {
    count(box, found.get(`${box.name} ${box.value} false`) ?? 0, found.get(`${box.name} ${box.value} true`), possible);
  }
  return all;
}
