// The tree of whys by keyboard: arrows go from answer to answer, letters press what stands below each. Everything also works without this file.

const ACTS = { b: "below", s: "beside", m: "move", i: "item", r: "risk", x: "out", Delete: "out" };

function answers() {
  return [...document.querySelectorAll("#five-whys [data-answer]")];
}
function neighbour(answer, key) {
  const all = answers();
  const place = all.indexOf(answer);
  const own = answer.closest("li");
  if (key === "ArrowUp") return all[place - 1];
  if (key === "ArrowDown") return all[place + 1];
  if (key === "ArrowLeft") return own.parentElement.closest("li")?.querySelector("[data-answer]");
  if (key === "ArrowRight") return own.querySelector(":scope > ol [data-answer]");
  return null;
}
function act(answer, name) {
  const button = answer.closest("li").querySelector(`:scope > .why-box [data-does="${name}"]`);
  if (!button || button.disabled) return;
  waiting = true;
  button.click();
}

// Until the server has answered, letters are words for the form that comes, and never acts on the answer that has the focus.
let waiting = false;
let ahead = "";
function arrived() {
  const field = document.activeElement?.closest(".why-form textarea, .why-form input[type=text]");
  if (waiting && field && ahead) {
    field.setRangeText(ahead, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  waiting = false;
  ahead = "";
}
for (const name of ["htmx:afterSettle", "htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, arrived);
}

// In the capturing phase: the page's own keys (e, t, c …) must not answer what was meant for an answer.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const form = event.target.closest?.(".why-form");
  if (form && event.key === "Escape" && !event.isComposing) {
    event.preventDefault();
    event.stopPropagation();
    form.querySelector("[data-cancel]").click();
    return;
  }
  const answer = event.target.closest?.("#five-whys [data-answer]");
  if (!answer) return;
  if (waiting) {
    if (event.key.length === 1) ahead += event.key;
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  const moves = { ArrowUp: "up", ArrowDown: "down" }[event.key];
  if (event.shiftKey && moves) act(answer, moves);
  else if (!event.shiftKey && ACTS[event.key]) act(answer, ACTS[event.key]);
  else if (!event.shiftKey && event.key.startsWith("Arrow")) neighbour(answer, event.key)?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

// Cancelled: on with the answer at which the form stood.
let then = null;
document.addEventListener("click", (event) => {
  then = event.target.closest?.("#five-whys [data-cancel]")?.dataset.then ?? null;
});
document.addEventListener("htmx:afterSettle", () => {
  if (then) document.getElementById(then)?.focus();
  then = null;
});

// The picture shows which answer is meant, and leads to it.
document.addEventListener("focusin", (event) => {
  const key = event.target.closest?.(".why-box")?.dataset.why;
  for (const node of document.querySelectorAll(".cause-node")) node.classList.toggle("chosen", node.dataset.why === key && key !== undefined);
  const chosen = document.querySelector(".cause-node.chosen");
  const roll = chosen?.closest(".cause-paper-roll");
  if (!roll) return;
  const box = chosen.getBoundingClientRect();
  const seen = roll.getBoundingClientRect();
  if (box.left < seen.left || box.right > seen.right) roll.scrollLeft += box.left - seen.left - 24;
  if (box.top < seen.top || box.bottom > seen.bottom) roll.scrollTop += box.top - seen.top - 24;
});
document.addEventListener("click", (event) => {
  const key = event.target.closest?.(".cause-node")?.dataset.why;
  if (key) document.getElementById(`answer-${key}`)?.focus();
});
