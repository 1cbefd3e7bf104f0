// Words that nobody has kept yet are never left behind without a question.
let kept = false;
document.addEventListener("submit", (event) => {
  if (event.target.querySelector("[data-own-words]")) kept = true;
});
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.getResponseHeader("HX-Redirect")) kept = true;
});
// Whoever signs in again in another tab goes on here: the next try carries their new token.
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 403) takeNewToken().catch(() => {});
});
window.addEventListener("beforeunload", (event) => {
  const area = document.querySelector("textarea[data-own-words]");
  if (!kept && area && area.value !== area.defaultValue) event.preventDefault();
});
