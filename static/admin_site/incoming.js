// An import's first page: what is pasted from Word or a page keeps its headings and lists, and a file may be dropped.
"use strict";
(() => {
  const form = document.getElementById("incoming");
  const [text, html, file] = ["id_text", "id_html", "id_file"].map((id) => document.getElementById(id));
  const status = form.querySelector(".taken");
  const plain = form.querySelector(".plain");
  const KINDS = { headings: "h1,h2,h3,h4,h5,h6,[class*=MsoHeading]", items: "li,[class*=MsoList]", rows: "tr" };

  function counts(markup) {
    const page = new DOMParser().parseFromString(markup, "text/html");
    return Object.entries(KINDS).map(([name, mark]) => [page.querySelectorAll(mark).length, status.dataset[name]]);
  }

  function show() {
    plain.hidden = !html.value;
    const found = counts(html.value).filter(([number]) => number);
    status.textContent = found.length ? status.dataset.kept + found.map((each) => each.join(" ")).join(", ") : "";
  }

  function drop() {
    if (!html.value) return;
    html.value = "";
    show();
    status.textContent = status.dataset.none;
  }

  text.addEventListener("paste", (event) => {
    const markup = event.clipboardData.getData("text/html");
    const isWhole = !text.value.trim() || (text.selectionStart === 0 && text.selectionEnd === text.value.length);
    // Words pasted among others, and those without any shape, are plain text.
    const isShaped = markup && counts(markup).some(([number]) => number);
    // At once, not after the paste: a key typed meanwhile would find nothing to drop.
    html.value = isWhole && isShaped ? markup : "";
    show();
  });
  // What is edited here is no longer what was pasted.
  text.addEventListener("input", (event) => event.inputType !== "insertFromPaste" && drop());
  plain.addEventListener("click", () => {
    drop();
    text.focus();
  });

  for (const name of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(name, (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      form.classList.toggle("dropping", name === "dragover");
      if (name === "drop" && event.dataTransfer.files.length) {
        file.files = event.dataTransfer.files;
        file.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  }
  file.addEventListener("change", () => {
    if (file.files.length) status.textContent = status.dataset.file + file.files[0].name;
  });
  show();
})();
