"""The addresses of practice. Names of routes begin with "practice"; those of drills with "drill"."""

from django.urls import path

from clarion.web.views import practice, practice_interview, practice_scenarios, practice_situations

urlpatterns = [
    path("practice/", practice.overview, name="practice"),
    path("practice/situations/", practice_situations.overview, name="practice_situations"),
    path("practice/situations/<str:name>/", practice_situations.situation, name="practice_situation"),
    path(
        "practice/situations/answers/<int:pk>/",
        practice_situations.answered,
        name="practice_situation_answered",
    ),
    path("practice/scenarios/", practice_scenarios.overview, name="practice_scenarios"),
    path("practice/scenarios/<str:name>/", practice_scenarios.scenario, name="practice_scenario"),
    path(
        "practice/scenarios/answers/<int:pk>/", practice_scenarios.attempt, name="practice_scenario_attempt"
    ),
    path("practice/interview/", practice_interview.overview, name="practice_interview"),
    path("practice/interview/<str:name>/", practice_interview.question, name="practice_interview_question"),
    path(
        "practice/interview/answers/<int:pk>/", practice_interview.attempt, name="practice_interview_attempt"
    ),
]
