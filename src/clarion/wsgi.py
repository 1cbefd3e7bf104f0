"""The console and the intake as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from clarion.review import review

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clarion.settings")
application = get_wsgi_application()

# Read the rules and the weights now, a second or two, and not when the first writer waits for them.
review("Checkout works again since 10:40 UTC.", audience="public", kind="progress")
