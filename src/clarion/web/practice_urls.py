"""The addresses of practice. Names of routes begin with "practice"; those of drills with "drill"."""

from django.urls import path

from clarion.web.views import practice

urlpatterns = [
    path("practice/", practice.overview, name="practice"),
]
