// Small upgrades of pages that work without them. Each looks for its data attribute.

// The person sees that a form is on its way, and a second click does nothing.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.defaultPrevented || !button || button.dataset.busy === undefined) return;
  setTimeout(() => {
    button.setAttribute("aria-busy", "true");
    button.disabled = true;
  }, 0);
});

// A page restored from history must be usable again.
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("[aria-busy=true]")) {
    button.removeAttribute("aria-busy");
    button.disabled = false;
  }
});

// The error summary takes the focus, so that screen readers begin there.
document.querySelector(".errs[role=alert]")?.focus();

// Buttons that insert a sign into the field they name.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  if (!button) return;
  const field = document.getElementById(button.dataset.into);
  field.setRangeText(button.dataset.insert, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});

// Copy the text of a field, and say so on the button.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copies);
  field.select();
  if (!navigator.clipboard) return;
  await navigator.clipboard.writeText(field.value);
  button.textContent = button.dataset.done;
});

// Print what is on the page.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});

// Elements that are of use only with scripts show themselves.
for (const element of document.querySelectorAll("[data-needs-script]")) element.hidden = false;

// A box that shows what is typed into a password field.
document.addEventListener("change", (event) => {
  const field = document.getElementById(event.target.dataset.reveals);
  if (field) field.type = event.target.checked ? "text" : "password";
});
