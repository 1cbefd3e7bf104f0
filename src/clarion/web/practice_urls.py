"""The addresses of practice. Names of routes begin with "practice"; those of drills with "drill"."""

from django.urls import path

from clarion.web.views import practice, practice_drills

urlpatterns = [
    path("practice/", practice.overview, name="practice"),
    path("practice/drills/", practice_drills.drills, name="drills"),
    path("practice/drills/start/", practice_drills.start, name="drill_start"),
    path("practice/drills/write/", practice_drills.write, name="drill_write"),
    path("practice/drills/<slug:public_id>/", practice_drills.drill, name="drill"),
    path("practice/drills/<slug:public_id>/end/", practice_drills.end, name="drill_end"),
]
