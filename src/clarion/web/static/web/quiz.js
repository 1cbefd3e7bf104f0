// Marking words of a passage: arrows go from word to word, with Shift they mark on the way; drawing over words with the mouse marks
// them too. Without this file every word is a checkbox of its own.

const passage = document.querySelector(".quiz-words");
const ticks = [...(passage?.querySelectorAll("input") ?? [])];

// One stop of the Tab key for the whole passage.
function stopAt(tick) {
  for (const each of ticks) each.tabIndex = each === tick ? 0 : -1;
}
stopAt(ticks.find((tick) => tick.checked) ?? ticks[0]);
passage?.addEventListener("focusin", (event) => stopAt(event.target));

function neighbour(tick, key) {
  const place = ticks.indexOf(tick);
  if (key === "ArrowRight" || key === "ArrowDown") return ticks[place + 1];
  if (key === "ArrowLeft" || key === "ArrowUp") return ticks[place - 1];
  if (key === "Home") return ticks[0];
  return key === "End" ? ticks.at(-1) : undefined;
}
passage?.addEventListener("keydown", (event) => {
  const next = neighbour(event.target, event.key);
  if (!next || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  if (event.shiftKey) event.target.checked = next.checked = true;
  next.focus();
});

passage?.addEventListener("mouseup", (event) => {
  if (event.detail > 1) return;
  const drawn = window.getSelection();
  const over = ticks.filter((tick) => !drawn.isCollapsed && drawn.containsNode(tick.nextElementSibling, true));
  if (over.length < 2) return;
  for (const tick of ticks) tick.checked = tick === over[0] || tick === over.at(-1);
  drawn.removeAllRanges();
});
