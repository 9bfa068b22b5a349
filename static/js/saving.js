// Forms that save themselves through htmx: a lost connection is said, and loses nothing.

const note = document.querySelector("[data-offline]");
const PAUSE = 8000;

document.addEventListener("htmx:sendError", (event) => {
  note.hidden = false;
  // The form sends what it holds by then, so that only the latest answer arrives.
  setTimeout(() => htmx.trigger(event.target, "change"), PAUSE);
});

document.addEventListener("htmx:afterOnLoad", () => {
  note.hidden = true;
});

// Leaving for a page that cannot come would show the browser's own error instead of the answers.
// Before others hear of it, so that no button waits for the page.
document.addEventListener(
  "submit",
  (event) => {
    if (!note.hidden && !navigator.onLine) event.preventDefault();
  },
  true,
);
