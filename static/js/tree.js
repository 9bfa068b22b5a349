// Keys of the problem tree: with Alt, the arrows press the buttons of the node that has the focus.
// After the move the page comes anew, and the focus is where the node went.

const WHERE = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" };

document.addEventListener("keydown", (event) => {
  const where = event.altKey && WHERE[event.key];
  const menu = where && event.target.closest(".tree .menu");
  if (!menu) return;
  event.preventDefault(); // Alt with an arrow would leave the page.
  const button = menu.querySelector(`[name=where][value=${where}]`);
  button?.form.requestSubmit(button);
});

// Late: going to the address of a node, the browser itself takes the focus away.
addEventListener("pageshow", () => {
  const moved = document.getElementById(location.hash.slice(1));
  setTimeout(() => moved?.querySelector(".menu > summary")?.focus());
});
