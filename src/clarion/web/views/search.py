"""Search in what was learned: post-mortems, problems, action items, causes, incidents."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clarion.accounts.roles import Act
from clarion.problems.search.finding import MOST, find
from clarion.web.access import allowed
from clarion.web.forms.search import SearchForm
from clarion.web.search_results import results_of


@allowed(Act.SEE)
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    valid = form.is_valid()
    query = (form.cleaned_data.get("q") or "").strip()
    context = {"form": form, "query": query, "most": MOST}
    if valid and query:
        answer = find(query, kinds=form.kinds())
        context |= {"answer": answer, "results": results_of(answer.texts, answer.words)}
    return render(request, "web/search.html", context, status=200 if valid else 422)
