// The matrix on wide screens: the form of a cell opens under its row, and keys go from cell to
// cell. Without this file each cell is a page of its own.

const FORM = "#cell-form";
const wide = matchMedia("(min-width: 720px)");
let cellId = "";

const inCell = (id) => document.getElementById(id)?.querySelector("[data-cell]");
const drawer = () => document.querySelector(".mir .drawer");

function hasChanges(form) {
  return [...(form?.elements ?? [])].some((field) => {
    if (field.type === "hidden" || field.type === "submit") return false;
    if (field.options) return [...field.options].some((one) => one.selected && !one.defaultSelected && one.index);
    if (field.type === "checkbox") return field.checked !== field.defaultChecked;
    return field.value !== field.defaultValue;
  });
}

// Says whether the way is free: somebody may want to keep what is typed.
function close() {
  const row = drawer();
  if (!row) return true;
  const form = row.querySelector("form[data-hx-post]");
  if (hasChanges(form) && !confirm(row.closest("table").dataset.leave)) return false;
  row.remove();
  const link = inCell(cellId);
  if (link) {
    link.hidden = false;
    link.closest(".cell").classList.remove("sel");
    link.parentElement.querySelector("[data-editing-mark]")?.remove();
    link.focus();
  }
  return true;
}

async function fill(address) {
  await htmx.ajax("GET", address, { target: FORM, swap: "outerHTML" });
  const first = document.querySelector(`${FORM} :is(textarea, select, input:not([type=hidden]))`);
  if (first) first.focus();
  else location.href = address; // It did not come: the page says why.
}

function open(link, address) {
  if (!close()) return;
  const cell = link.closest("td");
  const row = document.createElement("tr");
  row.className = "drawer";
  row.setAttribute("role", "row");
  row.innerHTML = `<td role="cell" colspan="5"><div id="cell-form"></div></td>`;
  cell.parentElement.after(row);
  cell.querySelector(".cell").classList.add("sel");
  const mark = document.createElement("span");
  mark.className = "tag info";
  mark.dataset.editingMark = "";
  mark.textContent = cell.closest("table").dataset.editing;
  link.after(mark);
  link.hidden = true;
  cellId = cell.id;
  fill(address);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-cell], [data-open], [data-close]");
  if (!link || !window.htmx || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.dataset.cell !== undefined && !wide.matches) return;
  event.preventDefault();
  if (link.dataset.close !== undefined) close();
  else if (link.dataset.open !== undefined) fill(link.href);
  else open(link, link.href);
});

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function neighbour(cell, [down, right]) {
  let row = cell.parentElement;
  if (down) {
    do row = down > 0 ? row.nextElementSibling : row.previousElementSibling;
    while (row?.classList.contains("drawer"));
  }
  return row?.cells[cell.cellIndex + right]?.querySelector("[data-cell]");
}

document.addEventListener("keydown", (event) => {
  const form = event.target.closest(`${FORM} form`);
  if (form && event.key === "Enter" && event.ctrlKey) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("[name=go][value=next]"));
  } else if (event.key === "Escape" && event.target.closest(".drawer")) {
    close();
  } else if (STEPS[event.key] && !event.altKey && event.target.matches("[data-cell]")) {
    const there = neighbour(event.target.closest("td"), STEPS[event.key]);
    if (there) event.preventDefault();
    there?.focus();
  }
});

// The matrix came anew after saving: go on with the next cell, or back to the one just written.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "contenido") return;
  const address = document.querySelector("[data-matrix]")?.dataset.opens;
  const next = address && document.querySelector(`[data-cell][href="${address.split("?")[0]}"]`);
  if (next) open(next, address);
  else inCell(cellId)?.focus();
});
