// Names the searching selects for screen readers: select2 leaves those without a choice nameless.
"use strict";
(() => {
  function name(box) {
    const label = box.closest(".form-row, .fieldBox")?.querySelector("label");
    if (label) box.setAttribute("aria-label", `${label.textContent} ${box.title || "—"}`);
  }

  function nameIn(part) {
    if (part.querySelectorAll) part.querySelectorAll(".select2-selection__rendered").forEach(name);
  }

  // select2 makes them when it likes: at the start, and in every row that is added.
  new MutationObserver((changes) => {
    for (const change of changes) change.addedNodes.forEach(nameIn);
  }).observe(document.body, { childList: true, subtree: true });
  nameIn(document);
  document.addEventListener("focusin", (event) => nameIn(event.target));
})();
