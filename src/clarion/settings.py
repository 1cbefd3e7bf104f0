"""All settings in one file, driven by the environment.

CLARION_DATA          folder for database, snapshots and secrets (default: data/ in the current folder)
CLARION_DATABASE_URL  postgresql://user:password@host:port/name (default: SQLite in CLARION_DATA)
CLARION_SECRET_KEY    signing key (default: made once and kept in CLARION_DATA)
CLARION_CONSOLE_URL   address of the console (default: http://127.0.0.1:8000)
CLARION_PUBLIC_URL    address of the public page (default: http://127.0.0.1:8001)
CLARION_SUBSCRIBE_URL  address below which /subscribe/ reaches the console's process (default: CLARION_CONSOLE_URL)
CLARION_TRUSTED_PROXIES  addresses or networks of the proxies in front of the console, separated by commas, for
                      example 127.0.0.1,10.0.0.0/8. Only what they write into X-Forwarded-For is believed when the
                      address of a client is recorded and its attempts to sign in are counted (default: none)
CLARION_STATIC_DIR    folder, or s3://bucket/prefix, in which `clarion up` and `clarion worker` keep a copy of the public
                      page as plain files (default: none); CLARION_S3_ENDPOINT and CLARION_S3_REGION say where a bucket is
CLARION_SMTP_URL      smtp+starttls://user:password@host:port (default: mails become files in CLARION_DATA/mail)
CLARION_MAIL_FROM     sender of mails (default: clarion@ the console's host)
CLARION_MAIL_PER_SECOND  mails a second that the mail server agreed to take, from all workers together (default: as it takes them)
CLARION_MAIL_CONNECTIONS  connections that each worker holds to the mail server (default: 10)
CLARION_BOUNCE_MAILBOX  imaps://user:password@host/folder, where mails that come back arrive (default: none is read)
CLARION_CHAT_ALLOW_PRIVATE  true when the chat server that is told of promises has a private address (default: false)
CLARION_TRACKER_ALLOW_PRIVATE  true when the issue tracker has a private address (default: false)
CLARION_WEBHOOK_ALLOW_PRIVATE  names and networks of your own servers that subscribers' webhooks may reach although
                      their addresses are private, for example chat.example.com,10.1.0.0/16; true for all (default: none)
"""

import os
from datetime import timedelta
from urllib.parse import urlsplit

from django.utils.csp import CSP

from clarion.configuration import (
    addresses,
    data_folder,
    database_settings,
    mail_limits,
    mail_settings,
    may_be_private,
    secret_key,
    trusted_proxies,
)

DATA = data_folder()
PUBLIC_FOLDER = DATA / "public"
PARTNERS_FOLDER = DATA / "partners"  # apart, so that no copy of the public page ever holds it
CONSOLE_URL, PUBLIC_URL = addresses(DATA)
SUBSCRIBE_URL = (os.environ.get("CLARION_SUBSCRIBE_URL") or CONSOLE_URL).rstrip("/")
HTTPS = CONSOLE_URL.startswith("https://")

DEBUG = False
TRUSTED_PROXIES = trusted_proxies()
SECRET_KEY = secret_key(DATA)
ALLOWED_HOSTS = [
    urlsplit(CONSOLE_URL).hostname or "127.0.0.1",
    urlsplit(SUBSCRIBE_URL).hostname or "127.0.0.1",
    "localhost",
    "127.0.0.1",
    "[::1]",
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "django_htmx",
    "dj_queue",
    "clarion.accounts",
    "clarion.incidents",
    "clarion.updates",
    "clarion.statuspage",
    "clarion.subscribers",
    "clarion.postmortems",
    "clarion.problems",
    "clarion.practice",
    "clarion.web",
    "clarion.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "clarion.web.origin.RequestOrigin",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "clarion.urls"
WSGI_APPLICATION = "clarion.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "clarion.web.context.workspace",
            ],
        },
    },
]

DATABASES = {"default": database_settings(DATA)}
DATABASE_ROUTERS = ["dj_queue.routers.DjQueueRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

#: By what subscribers are told; a folder of the same name in subscribers/channels/ for each.
CHANNELS = ("mail", "webhook", "slack", "teams", "discord", "apprise")

# One engine for background work, behind django.tasks. Rows are the truth: the sweep finds what is due
# in the tables, so a lost or repeated task changes nothing.
TASKS = {
    "default": {
        "BACKEND": "dj_queue.backend.DjQueueBackend",
        "QUEUES": [],
        "OPTIONS": {
            "mode": "async",
            # A thread for each way of calling and each channel of subscribers, so that a mail server that hangs, or a
            # million mails, delay neither a sweep nor a call nor a webhook. So have letters to people who subscribe:
            # a form that strangers use must not delay a call.
            "workers": [
                {"queues": ["default"], "threads": 3},
                {"queues": ["mail"], "threads": 1, "polling_interval": 0.5},
                {"queues": ["chat"], "threads": 1, "polling_interval": 0.5},
                {"queues": ["letters"], "threads": 1, "polling_interval": 0.5},
                {"queues": ["trackers"], "threads": 1, "polling_interval": 1},
                {"queues": ["distribution"], "threads": 1, "polling_interval": 0.2},
                *(
                    {"queues": [f"deliver_{channel}"], "threads": 1, "polling_interval": 0.4}
                    for channel in CHANNELS
                ),
            ],
            "recurring": {
                "sweep": {
                    "task_path": "clarion.worker.tasks.sweep",
                    "schedule": "*/10 * * * * *",
                    "description": "promises that are due, public page that is behind",
                },
                **{
                    f"send_{way}": {
                        "task_path": "clarion.worker.tasks.send_calls",
                        "args": [way],
                        "queue_name": way,
                        "schedule": "*/10 * * * * *",
                        "description": f"calls by {way} that wait, or are to be tried again",
                    }
                    for way in ("mail", "chat")
                },
                "remind_owners": {
                    "task_path": "clarion.worker.tasks.remind_owners",
                    "schedule": "40 * * * * *",
                    "description": "reminders of action items and post-mortems",
                },
                "send_letters": {
                    "task_path": "clarion.worker.tasks.send_letters",
                    "queue_name": "letters",
                    "schedule": "*/5 * * * * *",
                    "description": "mails to people who asked to be told",
                },
                "sync_tickets": {
                    "task_path": "clarion.worker.tasks.sync_tickets",
                    "queue_name": "trackers",
                    "schedule": "15 * * * * *",
                    "description": "action items that are kept in step with issues of a tracker",
                },
                "tidy_subscribers": {
                    "task_path": "clarion.worker.tasks.tidy_subscribers",
                    "schedule": "0 17 * * * *",
                    "description": "addresses that are not needed any more",
                },
                "forget_handed_in_files": {
                    "task_path": "clarion.worker.tasks.forget_handed_in_files",
                    "schedule": "0 */10 * * * *",
                    "description": "files of imports that nobody made within the hour",
                },
                "read_bounces": {
                    "task_path": "clarion.worker.tasks.read_bounces",
                    "schedule": "30 */5 * * * *",
                    "description": "mails that came back, where a mailbox is set",
                },
                "index_what_is_missing": {
                    "task_path": "clarion.worker.tasks.index_what_is_missing",
                    "schedule": "45 */5 * * * *",
                    "description": "texts of the search that were written in bulk",
                },
                "compare_the_index": {
                    "task_path": "clarion.worker.tasks.compare_the_index",
                    "schedule": "0 23 3 * * *",
                    "description": "texts of the search that differ from their rows",
                },
                "write_deliveries": {
                    "task_path": "clarion.subscribers.delivery_tasks.write_deliveries",
                    "queue_name": "distribution",
                    "schedule": "*/10 * * * * *",
                    "description": "publications of which not all subscribers have a delivery yet",
                },
                **{
                    f"deliver_{channel}": {
                        "task_path": "clarion.subscribers.delivery_tasks.deliver",
                        "args": [channel],
                        "queue_name": f"deliver_{channel}",
                        "schedule": "*/10 * * * * *",
                        "description": f"deliveries by {channel} that wait, or are to be tried again",
                    }
                    for channel in CHANNELS
                },
            },
            "clear_finished_jobs_after": 3600,
            "clear_recurring_executions_after": 3600,
        },
    },
}

# Attempts to sign in are counted in files, for all processes of this machine together; the look of rows that are
# written once is kept by each process for itself.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA / "cache",
    },
    "template_fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "fragments",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "now"
LOGOUT_REDIRECT_URL = "sign_in"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "clarion.accounts.sign_in.NoSignUp"

SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
# A proxy that ends TLS speaks plain HTTP to us; the browser names the address that it sees.
CSRF_TRUSTED_ORIGINS = sorted(
    {"{0.scheme}://{0.netloc}".format(urlsplit(url)) for url in (CONSOLE_URL, SUBSCRIBE_URL)}
)
CSRF_FAILURE_VIEW = "clarion.web.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

MAILERS = mail_settings(DATA)
DEFAULT_FROM_EMAIL = os.environ.get("CLARION_MAIL_FROM") or f"clarion@{urlsplit(CONSOLE_URL).hostname}"
BOUNCE_MAILBOX = os.environ.get("CLARION_BOUNCE_MAILBOX", "")
MAIL_PER_SECOND, MAIL_CONNECTIONS = mail_limits()
CHAT_ALLOW_PRIVATE = os.environ.get("CLARION_CHAT_ALLOW_PRIVATE", "").lower() in {"1", "true", "yes"}
TRACKER_ALLOW_PRIVATE = os.environ.get("CLARION_TRACKER_ALLOW_PRIVATE", "").lower() in {"1", "true", "yes"}
WEBHOOK_ALLOW_PRIVATE = may_be_private("CLARION_WEBHOOK_ALLOW_PRIVATE")

LANGUAGE_CODE = "en"
USE_I18N = True
#: What the public side speaks: page, forms and mails. The console speaks English.
LANGUAGES = [
    ("en", "English"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("es", "Español"),
    ("ja", "日本語"),
]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {
        "no_tokens": {"()": "clarion.web.log_filter.NoTokens"},
        "no_readers_errors": {"()": "clarion.web.log_filter.NoReadersErrors"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_tokens"]}
    },
    # httpx logs whole addresses, and that of a chat channel is a secret.
    "loggers": {
        "httpx": {"level": "WARNING"},
        "httpcore": {"level": "WARNING"},
        "django.request": {"filters": ["no_readers_errors"]},
    },
    "root": {"handlers": ["console"], "level": os.environ.get("CLARION_LOG_LEVEL", "WARNING")},
}
