"""A configuration for nginx in front of the public page: from a copy in a folder, from the listener, or from both.

The policy that nginx sends for pages is an outer bound: it allows inline styles, and each page carries in itself the
policy that allows its own style alone. Browsers obey both, and nobody edits nginx when a style changes.
"""

import re
from dataclasses import dataclass

from clarion.statuspage.answers import CACHING, FOREVER, SECURITY, STRICT_POLICY
from clarion.statuspage.hosting.names import NOT_FOUND_DATA, NOT_FOUND_PAGE

FRAMED_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)
PAGE_POLICY = f"{FRAMED_POLICY}; frame-ancestors 'none'"
_LISTENER = re.compile(r"https?://([\w.-]+|\[[0-9a-fA-F:.]+\])(:\d{1,5})?/?")
_SAFE = re.compile(r"[^\s\"'\\;{}$]+")


class NotWritable(Exception):
    """A value cannot stand in a configuration of nginx; says which, and what to write instead."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What nginx serves from: `copy` is a folder, `listener` an address such as http://127.0.0.1:8001; one or both."""

    copy: str | None
    listener: str | None
    server_name: str = "_"
    listen: str = "80"
    cache: str = "/var/cache/nginx/clarion"


def configuration(plan: Plan) -> str:
    """For the http context, as a file in /etc/nginx/conf.d. Raises NotWritable."""
    _check(plan)
    if not plan.copy and not plan.listener:
        raise NotWritable("Name a folder with --copy, the listener with --listener, or both.")
    parts = [HEAD, MAPS]
    if plan.listener:
        parts.append(_cache(plan))
    served = [_start(plan)]
    if plan.listener:
        served.append(_from_listener(plan))
    if plan.copy:
        served.append(_from_copy(plan))
    return "\n".join([*parts, *served, "}\n"])


def _check(plan: Plan) -> None:
    if plan.copy and not plan.copy.startswith("/"):
        raise NotWritable(
            f"--copy {plan.copy!r} is not the whole path of a folder, and nginx would look for it elsewhere. Begin it with /."
        )
    if plan.listener and not _LISTENER.fullmatch(plan.listener):
        raise NotWritable(
            f"--listener {plan.listener!r} is not the address of a listener. Write it like http://127.0.0.1:8001, without a path."
        )
    for name, value in (
        ("--copy", plan.copy),
        ("--listener", plan.listener),
        ("--server-name", plan.server_name),
        ("--listen", plan.listen),
        ("--cache", plan.cache),
    ):
        if value and not _SAFE.fullmatch(value):
            raise NotWritable(
                f"{name} {value!r} holds a character that nginx reads as its own. Use a plain name."
            )


HEAD = """\
# The public page, for nginx. Written by `clarion nginx-config`; stands in the http context (/etc/nginx/conf.d/).
# Reload nginx after changing it. TLS is yours to add: listen 443 ssl, ssl_certificate, ssl_certificate_key.
"""

MAPS = f"""\
# What is under /embed/ is made to be framed by other sites; nothing else may be.
map "$uri $sent_http_content_type" $clarion_policy {{
    "~^/([a-z-]+/)?embed/\\S+ text/html"  "{FRAMED_POLICY}";
    "~ text/html"  "{PAGE_POLICY}";
    default        "{STRICT_POLICY}";
}}
map $uri $clarion_framing {{
    ~^/([a-z-]+/)?embed/  "";
    default               "DENY";
}}
# Data may be read by scripts of any website; pages may not.
map $sent_http_content_type $clarion_origin {{
    ~^text/html  "";
    default      "*";
}}
# The logo stands at an address that is made of its bytes.
map "$status $uri" $clarion_caching {{
    "~^(200|304) /logo-[0-9a-f]{{16}}\\.png$"  "{FOREVER}";
    "~^(200|304) "  "{CACHING}";
    default         "no-store";
}}
map $uri $clarion_missing {{
    ~^/api(/|$)  /{NOT_FOUND_DATA};
    default      /{NOT_FOUND_PAGE};
}}
# One cached answer per encoding, whatever else a browser accepts.
map $http_accept_encoding $clarion_encoding {{
    "~*\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))"  gzip;
    default  "";
}}
"""


#: Where nobody is asked who knows it better. The first page of a further language keeps its slash.
SLASHES = """\
    # Addresses have no slash at their end, but for the first page of a further language, such as /de/.
    location ~ "^(?!/[a-z]{2}(-[a-z]+)*/$)(?<clarion_address>/[A-Za-z0-9._~/-]+)/$" { return 308 $clarion_address; }
"""


def _cache(plan: Plan) -> str:
    return (
        f"proxy_cache_path {plan.cache} levels=1:2 keys_zone=clarion:10m max_size=500m inactive=7d"
        " use_temp_path=off;\n"
    )


def _start(plan: Plan) -> str:
    # A copy holds nothing of the partners' page.
    partners = "return 404;" if not plan.listener else _ask(plan, "proxy_cache off;")
    return f"""\
server {{
    listen {plan.listen};
    server_name {plan.server_name};
    server_tokens off;
    absolute_redirect off;
    recursive_error_pages on;

    # A partner's key stands in the address: it is kept neither in a log nor in a cache.
    location ^~ /partners/ {{
        access_log off;
        error_log /dev/null;
        {partners}
    }}
"""


def _ask(plan: Plan, *more: str) -> str:
    """What the listener is asked with. It knows by itself which address has a slash at its end and which has none."""
    return "\n        ".join(
        (
            f"proxy_pass {plan.listener};",
            "proxy_http_version 1.1;",
            'proxy_set_header Connection "";',
            "proxy_set_header Host $host;",
            "proxy_set_header Accept-Encoding $clarion_encoding;",
            "proxy_connect_timeout 2s;",
            "proxy_read_timeout 5s;",
            *more,
        )
    )


def _from_listener(plan: Plan) -> str:
    fallback = ""
    if plan.copy:
        fallback = """
        # Neither the listener nor the cache has it: the copy does.
        proxy_intercept_errors on;
        error_page 502 503 504 = @copy;"""
    return f"""\
    location / {{
        {_ask(plan)}

        # One request at a time asks the listener, everybody else gets what is there; so nobody waits for it, and
        # what is there is shown on when the listener is down. A query makes no other page.
        proxy_cache clarion;
        proxy_cache_key "$uri $clarion_encoding";
        proxy_cache_lock on;
        proxy_cache_background_update on;
        proxy_cache_use_stale error timeout invalid_header updating http_500 http_502 http_503 http_504;{fallback}
    }}
"""


def _from_copy(plan: Plan) -> str:
    headers = {
        **dict(SECURITY),
        "x-frame-options": "$clarion_framing",
        "content-security-policy": "$clarion_policy",
        "access-control-allow-origin": "$clarion_origin",
        "cache-control": "$clarion_caching",
    }
    lines = "\n".join(f'        add_header {name} "{value}" always;' for name, value in headers.items())
    body = f"""\
        root {plan.copy};
        gzip_static on;
        gzip_vary on;
        charset utf-8;
        charset_types application/json application/atom+xml application/rss+xml text/calendar;
        types {{
            text/html html;
            application/json json;
            application/atom+xml atom;
            application/rss+xml rss;
            text/calendar ics;
            text/plain txt;
            image/svg+xml svg;
            image/png png;
            image/jpeg jpg jpeg;
            image/webp webp;
        }}
{lines}"""
    name, slashes = ("@copy", "") if plan.listener else ("/", SLASHES)
    return f"""\
{slashes}    location {name} {{
{body}
        try_files $uri $uri/index.html =404;
        error_page 404 $clarion_missing;
    }}
    location ~ ^/404\\.(html|json)$ {{
        internal;
{body}
    }}
    # Notes of the copy.
    location ~ ^/(\\.clarion(/|$)|_headers$) {{ return 404; }}
"""
