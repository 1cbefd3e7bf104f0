// Small conveniences; every page works without this file.

// Keys for the most frequent acts. Typing in a field is never taken for a command.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (event.key === "?") return document.getElementById("keys")?.showModal();
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches("input, textarea")) target.focus();
  else target.click();
});

// A line of the timeline is sent by Enter; several lines, pasted or made with Shift and Enter, go together.
document.addEventListener("keydown", (event) => {
  const area = event.target.closest?.('textarea[data-sends="enter"]');
  if (!area || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  area.form.requestSubmit();
});
document.addEventListener("input", (event) => {
  if (event.target.matches('textarea[data-sends="enter"]')) {
    event.target.rows = Math.min(event.target.value.split("\n").length, 12);
  }
});

// A form is sent once, however often its button is clicked; coming back to the page frees it.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method === "get") return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

// The composer's paper: the textarea grows with its text, and the marks lie under the words.
function fitPaper(area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}
document.addEventListener("input", (event) => {
  if (!event.target.matches(".paper textarea")) return;
  fitPaper(event.target);
  // Until the review of the new text arrives, marks of the old one would point at the wrong words.
  event.target.closest(".paper").querySelector(".marks").textContent = "";
});
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll(".paper textarea").forEach(fitPaper);
});

window.addEventListener("resize", () => document.querySelectorAll(".paper textarea").forEach(fitPaper));

// The composer: what its fields hold, and what of that is saved. What others saved goes into the fields, unless somebody types.
let savedWords = "";
let sentWords = "";
let nothingMoreTyped = false;
let leaving = false;
function wordsOfDraft() {
  const fields = document.querySelectorAll("#draft input:not([type=hidden]), #draft textarea, #draft select");
  return JSON.stringify([...fields].map((field) => [field.name, field.type === "checkbox" ? field.checked : field.value]));
}
const hasUnsavedDraft = () => Boolean(document.getElementById("draft")) && wordsOfDraft() !== savedWords;
const isSaving = ({ elt, verb }) => verb === "post" && Boolean(elt.closest("#draft"));
document.addEventListener("DOMContentLoaded", () => {
  // Beside what was refused, or what another saved meanwhile, the fields hold what nobody has saved.
  if (!document.querySelector("#review [role=alert]")) savedWords = wordsOfDraft();
});
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (isSaving(detail)) sentWords = wordsOfDraft();
  if (detail.elt.id !== "draft-pulse") return;
  if (hasUnsavedDraft()) detail.parameters.typing = "yes";
  if ([...partsBehind].some((id) => !isBusy(document.getElementById(id)))) detail.parameters.behind = "yes";
});
// Text and clock promise one time: when the server brought them to agree, the fields follow, the cursor stays. Where more
// was typed meanwhile it is sent as well, and brought to agree then.
function takeAgreed() {
  const agreed = document.getElementById("agreed");
  const area = document.getElementById("id_text");
  if (!agreed || !area) return;
  if (nothingMoreTyped) {
    const cursor = area.selectionStart;
    if (area.value !== agreed.value) area.value = agreed.value;
    if (document.activeElement === area) area.setSelectionRange(cursor, cursor);
    document.getElementById("id_next_update_at").value = agreed.dataset.nextUpdate;
    fitPaper(area);
  }
  agreed.remove();
}
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!isSaving(detail.requestConfig)) return;
  nothingMoreTyped = wordsOfDraft() === sentWords;
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.xhr.status !== 200 || !isSaving(detail.requestConfig)) return;
  takeAgreed();
  savedWords = nothingMoreTyped ? wordsOfDraft() : sentWords;
});

// What somebody typed outside of the text (why a finding may stand, why a draft cannot wait) stays in its field when the part
// around it is exchanged, and so does the focus. False where the new part has no place for it: then the old one stays until
// they are done.
function carryTyped(from, to) {
  const typed = [...from.querySelectorAll("input, textarea, select")].filter(isTypedIn);
  const placeOf = (element) => element.id && to.querySelector(`#${CSS.escape(element.id)}`);
  const places = typed.map(placeOf);
  const focused = document.activeElement;
  if (!places.every(Boolean) || (from.contains(focused) && !placeOf(focused))) return false;
  typed.forEach((field, index) => { places[index].value = field.value; });
  return true;
}
let cursorAfter = null;
let tookWords = false;
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  if (!document.getElementById("draft-pulse") || !["draft", "review", "decision", "away"].includes(target.id)) return;
  if (target.id === "draft") return takeWords(target, fragment);
  if (target.id === "review" && fragment.querySelector("#conflict") && target.querySelector("#conflict")) {
    event.detail.shouldSwap = false; // both texts are shown already
  } else if (!carryTyped(target, fragment)) {
    event.detail.shouldSwap = false;
    partsBehind.add(target.id);
  } else {
    partsBehind.delete(target.id);
    if (target.id === "decision") holdBack(target, fragment);
  }
});
function takeWords(form, fragment) {
  const [before, after] = [form, fragment].map((each) => each.querySelector("#id_text"));
  tookWords = true;
  if (before.value === after.value) return;
  if (document.activeElement === before) cursorAfter = cursorIn(after.value, before);
  after.closest(".paper").classList.add("arrived");
}
// Another act stands where somebody may be about to press: it waits a moment, so that nobody publishes who meant to approve.
function holdBack(before, after) {
  const [old, fresh] = [before, after].map((each) => each.querySelector("button[formaction]"));
  if (!fresh || fresh.disabled || fresh.getAttribute("formaction") === old?.getAttribute("formaction")) return;
  fresh.disabled = true;
  setTimeout(() => { fresh.disabled = false; }, 700);
}
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.requestConfig.elt.id !== "draft-pulse") return;
  // Somebody began to type after the pulse was sent: what it brings may not fit any more, and the next one says so.
  if (hasUnsavedDraft() && !detail.requestConfig.parameters.typing) detail.shouldSwap = false;
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.requestConfig.elt.id !== "draft-pulse" || detail.xhr.status === 204) return;
  const area = document.getElementById("id_text");
  if (cursorAfter !== null) area.setSelectionRange(cursorAfter, cursorAfter);
  if (tookWords) savedWords = wordsOfDraft();
  [cursorAfter, tookWords] = [null, false];
});
document.addEventListener("submit", (event) => {
  if (event.target.id === "draft") leaving = true;
});
window.addEventListener("beforeunload", (event) => {
  if (hasUnsavedDraft() && !leaving) event.preventDefault();
});

// htmx shows refused saves (conflict, invalid time) like any answer: the text is kept and says what to do.
document.addEventListener("htmx:beforeSwap", (event) => {
  if ([409, 422].includes(event.detail.xhr.status)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// Escape leaves a field; in a fact that is being changed it cancels.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !event.target.closest?.("input, textarea, select")) return;
  event.target.blur();
  event.target.closest(".fact.editing")?.querySelector("[data-cancel]")?.click();
});
document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens).showModal();
});

// What others change arrives part by part; a part that somebody is typing in stays until they are done.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  if (!document.getElementById("postmortem-pulse") && target.querySelector(".fields")) event.detail.shouldSwap = false;
  for (const line of fragment.querySelectorAll("li[id]")) {
    if (!document.getElementById(line.id)) line.classList.add("arrived");
  }
  for (const opened of target.querySelectorAll("details[open][id]")) {
    fragment.querySelector(`#${CSS.escape(opened.id)}`)?.setAttribute("open", "");
  }
});

// A lost connection is said, and its end too. Signed out meanwhile: the page goes to the sign-in, unless words would go with it.
function connection(lost, words) {
  const note = document.getElementById("connection");
  if (!note || (!lost && note.hidden)) return;
  note.textContent = lost ? words || note.dataset.lost : note.dataset.back;
  note.hidden = false;
  if (!lost && hasUnsavedDraft()) htmx.trigger("#id_state", "change");
  if (!lost) setTimeout(() => { if (note.textContent === note.dataset.back) note.hidden = true; }, 6000);
}
for (const name of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(name, () => connection(true));
document.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  if (status >= 500) connection(true);
  if (status !== 403) return;
  refused = true;
  connection(true, document.getElementById("connection")?.dataset.refused);
});
const isSignIn = (xhr) => xhr.responseURL.includes("/sign-in/");
let refused = false;
document.addEventListener("htmx:afterRequest", async (event) => {
  if (!event.detail.successful || isSignIn(event.detail.xhr)) return;
  if (refused) await takeNewToken();
  refused = false;
  connection(false);
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!isSignIn(event.detail.xhr)) return;
  event.detail.shouldSwap = false;
  refused = true;
  if (holdsTypedWords()) connection(true, document.getElementById("connection")?.dataset.signedOut);
  else window.location.reload();
});
function holdsTypedWords() {
  const fields = [...document.querySelectorAll("main input, main textarea, main select")];
  return fields.some(isTypedIn) || [...document.querySelectorAll(".written.editing")].some(hasUnsavedWords);
}

// Whoever signs in again in another tab gets another token: the forms of this page take it over.
async function takeNewToken() {
  const answer = await fetch(window.location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const headers = page.body.getAttribute("hx-headers");
  document.body.setAttribute("hx-headers", headers);
  const token = JSON.parse(headers)["X-CSRFToken"];
  document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((held) => { held.value = token; });
}

// UTC everywhere; whoever lives in another zone sees their own time beside it.
function showLocalTimes(root) {
  for (const time of root.querySelectorAll("time[datetime]:not([data-due]):not(.local)")) {
    if (time.nextElementSibling?.matches(".local")) continue;
    const moment = new Date(time.dateTime);
    if (!moment.getTimezoneOffset()) continue;
    const clock = moment.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const local = document.createElement("span");
    local.className = "local";
    local.textContent = ` ${clock} here`;
    time.after(local);
  }
  for (const time of root.querySelectorAll("time[data-due]")) {
    const moment = new Date(time.dateTime);
    if (moment.getTimezoneOffset() && !time.title.includes("here")) {
      time.title += ` (${moment.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })} here)`;
    }
  }
}
document.addEventListener("DOMContentLoaded", () => {
  showLocalTimes(document);
  const zone = document.getElementById("zone");
  if (zone) zone.textContent = `Times are UTC; your zone is ${Intl.DateTimeFormat().resolvedOptions().timeZone}.`;
});
for (const name of ["htmx:afterSwap", "htmx:oobAfterSwap"]) {
  document.addEventListener(name, () => showLocalTimes(document));
}

// The clock of a drill runs faster than the one on the wall. It is told by the server when the page is made, and goes on here.
for (const clock of document.querySelectorAll("[data-drill-clock]")) {
  const [began, stops, from] = [Date.parse(clock.dataset.drillClock), Date.parse(clock.dataset.stops), performance.now()];
  const tick = () => {
    const shows = Math.min(began + (performance.now() - from) * Number(clock.dataset.pace), stops);
    clock.textContent = `${new Date(shows).toISOString().slice(11, 19)} UTC`;
    if (shows < stops) setTimeout(tick, Math.max(1000 / Number(clock.dataset.pace), 100));
  };
  tick();
}

// A button that copies a text; without a clipboard it stays away, and one click on the text selects all of it.
function offerCopying(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copies][hidden]")) button.hidden = false;
}
document.addEventListener("DOMContentLoaded", () => offerCopying(document));
document.addEventListener("htmx:afterSwap", () => offerCopying(document));
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copies]");
  if (!button) return;
  const held = document.getElementById(button.dataset.copies);
  await navigator.clipboard.writeText("value" in held ? held.value : held.innerText);
  button.firstChild.textContent = "Copied";
});
// A post-mortem, written by several people at once. An editor saves at every pause; what others saved in other
// paragraphs comes back with the answer and goes into the field, unless more was typed meanwhile.
const sentText = new WeakMap();
const savedText = new WeakMap();
const editorOf = (element) => element?.closest?.(".written.editing");
const formIn = (editor) => editor.querySelector("form.writing");

function hasUnsavedWords(editor) {
  const form = formIn(editor);
  const saved = savedText.get(form) ?? form.elements.text.defaultValue;
  return Boolean(editor.querySelector(".verdict.blocked")) || form.elements.text.value !== saved;
}

// Where the cursor belongs in the merged text: behind the same words as until now.
function cursorIn(text, { value, selectionStart: at }) {
  if (text.startsWith(value.slice(0, at))) return at;
  if (at < value.length && text.endsWith(value.slice(at))) return text.length - value.length + at;
  const gap = value.lastIndexOf("\n\n", at - 1);
  const paragraph = value.slice(gap < 0 ? 0 : gap + 2, at);
  const place = text.indexOf(paragraph);
  return place < 0 ? text.length : place + paragraph.length;
}

function takeSaved(editor) {
  const answer = editor.querySelector("textarea.saved");
  if (!answer) return;
  const form = formIn(editor);
  const area = form.elements.text;
  const sent = sentText.get(form) ?? area.value;
  savedText.set(form, answer.value);
  if (area.value === sent && sent !== answer.value) {
    const [cursor, focused] = [cursorIn(answer.value, area), document.activeElement === area];
    area.value = answer.value;
    if (focused) area.setSelectionRange(cursor, cursor);
    fitPaper(area);
  } else if (area.value !== sent && sent !== answer.value) {
    // More was typed, on top of what was sent: the server merges from there.
    form.elements.base.disabled = false;
    form.elements.base.value = sent;
  }
  answer.remove();
}

document.addEventListener("htmx:configRequest", (event) => {
  const { elt, verb, parameters } = event.detail;
  const editor = editorOf(elt);
  if (editor && verb === "post") sentText.set(formIn(editor), formIn(editor).elements.text.value);
  if (elt.id !== "postmortem-pulse") return;
  const writing = [...document.querySelectorAll(".written.editing")].map((each) => each.dataset.part);
  const behind = [...partsBehind].filter((id) => !isBusy(document.getElementById(id)));
  if (writing.length) parameters.writing = writing.join(",");
  if (behind.length) parameters.behind = behind.join(",");
});
document.addEventListener("htmx:afterSwap", () => {
  document.querySelectorAll(".written.editing").forEach(takeSaved);
});
document.addEventListener("htmx:load", (event) => {
  event.detail.elt.querySelectorAll(".paper textarea").forEach(fitPaper);
});
for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, (event) => {
    const editor = editorOf(event.detail.elt);
    if (editor) editor.dataset.failed = "yes";
  });
}
document.addEventListener("htmx:afterRequest", (event) => {
  const { xhr, requestConfig: { elt } } = event.detail; // who asked may be gone from the page by now
  if (elt.name === "done" && xhr.status === 200) {
    document.querySelector(`${elt.getAttribute("hx-target")} .written-foot a`)?.focus();
  }
  if (elt.id !== "postmortem-pulse" || !event.detail.successful || isOutdated(event.detail.requestConfig)) return;
  const pulse = document.getElementById("postmortem-pulse");
  const versions = Object.fromEntries(pulse.dataset.versions.trim().split(" ").map((pair) => pair.split(":")));
  for (const editor of document.querySelectorAll(".written.editing")) {
    const form = formIn(editor);
    const moved = xhr.status === 200 && versions[editor.dataset.part] !== form.elements.version.value;
    const failed = editor.dataset.failed && hasUnsavedWords(editor);
    delete editor.dataset.failed;
    if (moved || failed) htmx.trigger(form, "sync");
  }
});
window.addEventListener("beforeunload", (event) => {
  if ([...document.querySelectorAll(".written.editing")].some(hasUnsavedWords)) event.preventDefault();
});

// A part in which somebody types is left alone, and asked for again when they are done. An open editor outlives
// what happens around it.
const partsBehind = new Set();

function isTypedIn(field) {
  if (field.type === "hidden" || field.closest(".written.editing")) return false;
  if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
  if (field.matches("select")) {
    const chosen = [...field.options].findIndex((option) => option.defaultSelected);
    return !field.multiple && field.selectedIndex !== Math.max(chosen, 0);
  }
  return field.value !== field.defaultValue;
}

// An open form, and what was refused or is in conflict: the server wrote it into its fields, so they look untouched.
const HOLDS_WORDS = "[role=alert], .errorlist, .editing form, .why-form";

function isBusy(part) {
  if (!part) return false;
  if ([...part.querySelectorAll(HOLDS_WORDS)].some((each) => !each.closest(".written.editing"))) return true;
  const focused = document.activeElement;
  // What has an id gets the focus back afterwards; a field and what has none would lose the place.
  if (part.contains(focused) && (!focused.id || focused.matches("input, textarea, select"))) return true;
  return [...part.querySelectorAll("input, textarea, select")].some(isTypedIn);
}

document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  if (!document.getElementById("postmortem-pulse")) return;
  if (isBusy(target)) {
    event.detail.shouldSwap = false;
    partsBehind.add(target.id);
    return;
  }
  partsBehind.delete(target.id);
  for (const written of fragment.querySelectorAll(".written")) {
    const before = target.querySelector(`#${CSS.escape(written.id)}`);
    if (before?.matches(".editing")) written.replaceWith(before);
    else if (before && before.dataset.version !== written.dataset.version) written.classList.add("arrived");
  }
});
// What was read before the page itself changed a part is older than what the page shows, and would take the focus and
// the newest answer away: it is let go, and the next pulse asks again.
const ownActs = new Set();
let actsDone = 0;
const isPulse = (request) => ["postmortem-pulse", "draft-pulse"].includes(request?.elt.id);
function isOwnAct({ requestConfig, target }) {
  return !isPulse(requestConfig) && Boolean(target?.matches?.(".part, .five-whys, #review"));
}
function isOutdated(pulse) {
  return ownActs.size > 0 || pulse.actsDoneBefore !== actsDone;
}
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (isPulse(detail.requestConfig)) detail.requestConfig.actsDoneBefore = actsDone;
  else if (isOwnAct(detail)) ownActs.add(detail.xhr);
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (ownActs.delete(detail.xhr)) actsDone += 1;
});
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (isPulse(detail.requestConfig) && isOutdated(detail.requestConfig)) detail.shouldSwap = false;
});
// The same when a form of the part itself is answered with the part: open editors are set aside and put back.
let setAside = [];
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, shouldSwap } = event.detail;
  if (!shouldSwap || !target.matches?.(".part")) return;
  setAside = [...target.querySelectorAll(".written.editing")];
  setAside.forEach((editor) => editor.remove());
});
for (const name of ["htmx:afterSwap", "htmx:afterRequest"]) {
  document.addEventListener(name, () => {
    for (const editor of setAside) document.getElementById(editor.id)?.replaceWith(editor);
    setAside = [];
  });
}
