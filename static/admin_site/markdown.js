// Wakes a Markdown editor when it first gets the focus, in rows added later too.
"use strict";
(() => {
  const REFUSED = "Invalid response"; // what markdownx types into the text when an upload is refused

  function wake(editor) {
    const box = editor.closest(".markdown-editor");
    if (!box || box.classList.contains("markdownx")) return;
    box.classList.add("markdownx");
    box.addEventListener("markdownx.fileUploadError", (event) => refuse(box, editor, event.detail));
    // markdownx has no function to call: its script, run again, takes up the editors that are new to it.
    const script = document.createElement("script");
    script.src = box.dataset.markdownxScript;
    document.head.append(script);
    script.addEventListener("load", () => script.remove());
  }

  function refuse(box, editor, detail) {
    // Once markdownx has typed it.
    setTimeout(() => {
      const end = editor.selectionEnd;
      const start = end - REFUSED.length;
      if (editor.value.slice(start, end) === REFUSED) editor.setRangeText("", start, end, "end");
      const reason = (detail && detail[0] && detail[0].error) || REFUSED;
      const note = document.createElement("p");
      note.className = "errornote";
      note.setAttribute("role", "alert");
      note.textContent = reason;
      box.append(note);
      setTimeout(() => note.remove(), 8000);
    });
  }

  document.addEventListener("focusin", (event) => {
    if (event.target.matches(".markdown-editor .markdownx-editor")) wake(event.target);
  });

  // markdownx turns Tab and Ctrl+D into edits; keyboards must be able to leave the field.
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.target.matches(".markdownx-editor")) event.stopPropagation();
    },
    true,
  );
})();
