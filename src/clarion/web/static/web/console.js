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
  const marks = document.getElementById("marks");
  if (marks) marks.textContent = "";
});
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll(".paper textarea").forEach(fitPaper);
});

// Text and clock promise one time: when the server brought them to agree, the fields follow, the cursor stays.
document.addEventListener("htmx:afterSettle", () => {
  const agreed = document.getElementById("agreed");
  const area = document.getElementById("id_text");
  if (!agreed || !area) return;
  const cursor = area.selectionStart;
  if (area.value !== agreed.value) area.value = agreed.value;
  if (document.activeElement === area) area.setSelectionRange(cursor, cursor);
  document.getElementById("id_next_update_at").value = agreed.dataset.nextUpdate;
  agreed.remove();
  fitPaper(area);
});

// Words that are not saved yet: sent again when the connection is back, and never left behind without a question.
let unsaved = false;
document.addEventListener("input", (event) => {
  if (event.target.closest("#draft")) unsaved = true;
});
document.addEventListener("submit", (event) => {
  if (event.target.id === "draft") unsaved = false;
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && event.detail.elt.id === "draft") unsaved = false;
});
window.addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
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
  if (target.querySelector(".fields")) event.detail.shouldSwap = false;
  for (const line of fragment.querySelectorAll("li[id]")) {
    if (!document.getElementById(line.id)) line.classList.add("arrived");
  }
  for (const opened of target.querySelectorAll("details[open][id]")) {
    fragment.querySelector(`#${CSS.escape(opened.id)}`)?.setAttribute("open", "");
  }
});

// A lost connection is said, and its end too. Signed out meanwhile: the page goes to the sign-in.
function connection(lost) {
  const note = document.getElementById("connection");
  if (!note || (!lost && note.hidden)) return;
  note.textContent = lost ? note.dataset.lost : note.dataset.back;
  note.hidden = false;
  if (!lost && unsaved) htmx.trigger("#id_state", "change");
  if (!lost) setTimeout(() => { if (note.textContent === note.dataset.back) note.hidden = true; }, 6000);
}
for (const name of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(name, () => connection(true));
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status >= 500) connection(true);
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) connection(false);
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.responseURL.includes("/sign-in/")) window.location.reload();
});

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
