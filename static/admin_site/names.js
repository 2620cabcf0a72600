// Names the searching selects for screen readers: select2 leaves those without a choice nameless.
"use strict";
(() => {
  function name(box) {
    const label = box.closest(".form-row, .fieldBox")?.querySelector("label");
    if (label) box.setAttribute("aria-label", `${label.textContent} ${box.title || "—"}`);
  }

  function nameIn(part) {
    part.querySelectorAll(".select2-selection__rendered").forEach(name);
  }

  window.addEventListener("load", () => nameIn(document));
  document.addEventListener("formset:added", (event) => setTimeout(() => nameIn(event.target)));
  document.addEventListener("focusin", (event) => nameIn(event.target));
})();
