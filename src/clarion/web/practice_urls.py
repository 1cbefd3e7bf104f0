"""The addresses of practice. Names of routes begin with "practice"; those of drills with "drill"."""

from django.urls import path

from clarion.web.views import (
    practice,
    practice_drills,
    practice_exercises,
    practice_interview,
    practice_progress,
    practice_quiz,
    practice_scenarios,
    practice_situations,
)

urlpatterns = [
    path("practice/", practice.overview, name="practice"),
    path("practice/progress/", practice_progress.progress, name="practice_progress"),
    path("practice/progress/team/", practice_progress.team, name="practice_team"),
    path("practice/exercises/", practice_exercises.overview, name="practice_exercises"),
    path("practice/exercises/<str:name>/", practice_exercises.exercise, name="practice_exercise"),
    path("practice/exercises/<str:name>/check/", practice_exercises.check, name="practice_exercise_check"),
    path(
        "practice/exercises/<str:name>/attempts/<int:pk>/",
        practice_exercises.attempt,
        name="practice_exercise_attempt",
    ),
    path("practice/quiz/", practice_quiz.quiz, name="practice_quiz"),
    path("practice/quiz/start/", practice_quiz.start, name="practice_quiz_start"),
    path("practice/quiz/history/", practice_quiz.history, name="practice_quiz_history"),
    path("practice/quiz/<slug:public_id>/", practice_quiz.quiz_round, name="practice_quiz_round"),
    path("practice/quiz/<slug:public_id>/<int:number>/", practice_quiz.answered, name="practice_quiz_answer"),
    path("practice/drills/", practice_drills.drills, name="drills"),
    path("practice/drills/start/", practice_drills.start, name="drill_start"),
    path("practice/drills/write/", practice_drills.write, name="drill_write"),
    path("practice/drills/<slug:public_id>/", practice_drills.drill, name="drill"),
    path("practice/drills/<slug:public_id>/waiting/", practice_drills.waiting, name="drill_waiting"),
    path("practice/drills/<slug:public_id>/clock/", practice_drills.clock, name="drill_clock"),
    path("practice/drills/<slug:public_id>/end/", practice_drills.end, name="drill_end"),
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
