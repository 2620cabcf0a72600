// A file that is dropped anywhere on a page with one field for files goes into that field, and not in place of the page.
"use strict";
(() => {
  const field = document.querySelector("#content input[type=file]");
  if (!field) return;
  const hasFile = (event) => [...event.dataTransfer.types].includes("Files");
  document.addEventListener("dragover", (event) => {
    if (hasFile(event)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    if (!hasFile(event) || event.target === field) return;
    event.preventDefault();
    field.files = event.dataTransfer.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.focus();
  });
})();
