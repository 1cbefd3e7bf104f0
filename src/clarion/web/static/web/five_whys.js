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
  if (button && !button.disabled) button.click();
}

// Until the server has answered what was asked of the tree, keys are held. Letters then go into the form that came or
// stayed; where an answer was saved and has the focus, the keys are acts on it. Answers to other questions of the page
// (the review of what was typed, what others write) end no waiting: letters would be taken for acts meanwhile.
let waiting = null;
let held = [];
const asksTheTree = ({ target }) => target?.id === "five-whys";
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (asksTheTree(detail)) waiting = detail.xhr;
});
function arrived({ type, detail }) {
  if (!asksTheTree(detail) || detail.xhr !== waiting) return;
  const keys = held;
  const saved = type === "htmx:afterSettle" && detail.requestConfig.verb === "post";
  waiting = null;
  held = [];
  const field = document.activeElement?.closest(".why-form textarea, .why-form input[type=text]");
  const words = keys.map(({ key }) => key).filter((key) => key.length === 1).join("");
  if (field && words) {
    field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  } else if (saved && !field) {
    for (const { key, shiftKey } of keys) {
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true }));
    }
  }
}
for (const name of ["htmx:afterSettle", "htmx:sendError", "htmx:timeout", "htmx:responseError", "htmx:afterRequest"]) {
  document.addEventListener(name, arrived);
}
function hold(event) {
  held.push({ key: event.key, shiftKey: event.shiftKey });
  event.preventDefault();
  event.stopPropagation();
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
  if (form && waiting && event.key.length === 1 && !event.isComposing) {
    hold(event);
    return;
  }
  const answer = event.target.closest?.("#five-whys [data-answer]");
  if (!answer) return;
  if (waiting) {
    hold(event);
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
