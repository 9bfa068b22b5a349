// The grading page: the total while levels are chosen, and comments without leaving the page.

const form = document.querySelector("[data-rubric]");

// Levels 0 to 4 with their percentages; a half level has the mean of its neighbours.
function points(fieldset) {
  const chosen = fieldset.querySelector("input[type=radio]:checked");
  if (!chosen) return null;
  const percent = (level) =>
    Number(fieldset.querySelector(`[data-level="${level}"]`).dataset.percent);
  const level = Number(chosen.value);
  const mean = (percent(Math.floor(level)) + percent(Math.ceil(level))) / 2;
  const words = fieldset.querySelector(`[data-level="${Math.ceil(level)}"]`).textContent;
  const descriptor = fieldset.querySelector("[data-descriptor]");
  descriptor.textContent = words;
  descriptor.hidden = false;
  return (Number(fieldset.dataset.weight) * mean) / 100;
}

function showTotal() {
  const all = [...form.querySelectorAll("[data-weight]")].map(points);
  const total = all.reduce((sum, value) => sum + (value ?? 0), 0);
  const shown = form.querySelector("[data-total] b"); // Not for E1 to E4: they earn no grade.
  if (shown) shown.textContent = Number(total.toFixed(2));
  const missing = form.querySelector("[data-missing]");
  if (missing) missing.hidden = !all.includes(null);
}

if (form) {
  form.addEventListener("change", (event) => {
    if (event.target.type === "radio") showTotal();
  });
  showTotal();
}

// "Comment on it" chooses the cell and goes to the box; without scripts it saves the draft first.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-comment-on]");
  if (!button) return;
  event.preventDefault();
  document.getElementById("id_cell").value = button.dataset.commentOn;
  document.querySelector(".cell.sel")?.classList.remove("sel");
  button.closest(".cell").classList.add("sel");
  document.getElementById("id_body").focus();
});
