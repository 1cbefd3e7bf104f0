"""The app of problems: it listens to the rows whose texts can be searched."""

from django.apps import AppConfig


class Problems(AppConfig):
    name = "clarion.problems"

    def ready(self) -> None:
        from clarion.problems.search import keeping

        keeping.listen()
