"""The addresses of practice. Names of routes begin with "practice"; those of drills with "drill"."""

from django.urls import path

from clarion.web.views import practice, practice_exercises

urlpatterns = [
    path("practice/", practice.overview, name="practice"),
    path("practice/exercises/", practice_exercises.overview, name="practice_exercises"),
    path("practice/exercises/<str:name>/", practice_exercises.exercise, name="practice_exercise"),
    path("practice/exercises/<str:name>/check/", practice_exercises.check, name="practice_exercise_check"),
    path(
        "practice/exercises/<str:name>/attempts/<int:pk>/",
        practice_exercises.attempt,
        name="practice_exercise_attempt",
    ),
]
