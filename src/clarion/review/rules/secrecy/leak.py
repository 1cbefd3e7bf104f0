"""Secrets anywhere; internal addresses, hosts, paths, tickets and staff in text that leaves the company."""

import re
from collections.abc import Iterator

from clarion.review.detectors import Phrases, Scan, Situation, Spot
from clarion.review.finding import Severity
from clarion.review.message import EXTERNAL, Audience, Kind
from clarion.review.phrases import Match
from clarion.review.reading import Reading
from clarion.review.reading.grammar import is_name
from clarion.review.reading.patterns import pattern
from clarion.review.rule import Example, Rule, Source, Strictness
from clarion.review.secrets import secrets_of

_DIGIT = pattern(r"\d")
_IPV4 = pattern(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?:/\d{1,2}|:\d{2,5})?(?![\w.]*\d)")
_INTERNAL_NAME = pattern(
    r"(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}(?:internal|intranet|intra|corp|local|lan|localdomain|svc|cluster|private|home\.arpa)"
    r"(?:\.[a-z]{2,10})*(?![\w-])",
    re.IGNORECASE,
)
_INTERNAL_SITE = pattern(
    r"https?://(?:[\w-]{1,60}\.)*(?:jira|confluence|wiki|grafana|kibana|jenkins|gitlab|git|vault|argocd|sentry|prometheus|intranet|internal|corp|"
    r"staging|admin)[\w-]{0,30}\.[^\s<>()\"]{1,200}|https?://localhost[^\s<>()\"]{0,200}",
    re.IGNORECASE,
)
_HOST = pattern(
    r"(?<![\w./@-])(?:[a-z][a-z0-9]{0,15}-){1,5}(?:(?:eu|us|ap|prod|stg|dev|db|web|app|node|vm|srv|host|int|live)[a-z0-9]{0,10}-){0,3}0?\d{1,4}(?![\w-]|\.\d)"
)
_HOST_WORDS = frozenset(
    """
    db web app node vm srv server host ci runner build prod stg staging cache redis kafka postgres pg
    mysql mongo es elastic worker api gw gateway lb proxy edge k8s queue mq store storage backup bastion
    jump auth cron batch etl dns mail smtp sql log core switch router fw firewall ingest indexer
    payments checkout billing
    """.split()
)
_PATH = pattern(
    r"(?<![\w/.:~])/(?:etc|var|opt|srv|home|usr|mnt|data|root|tmp|proc|run|export|nfs)/[\w.@+-]{1,80}(?:/[\w.@+-]{1,80}){0,12}"
)
_WINDOWS_PATH = pattern(r"(?<!\w)(?:[A-Z]:\\|\\\\)[\w$.-]{1,60}(?:\\[\w$. -]{1,60}){1,12}")
_TICKET = pattern(
    r"(?<![\w/-])(?:INC|OPS|SRE|JIRA|BUG|DEV|ENG|INFRA|PLAT|SEC|CHG|PRB|RITM|ISSUE|TASK|POST|PM|TICKET)-?\d{2,9}(?![\w-])"
)
_JIRA = pattern(r"(?<![\w/-])[A-Z]{2,10}-\d{2,7}(?: (?:in|on) (?:our )?(?:Jira|tracker|YouTrack|Linear))\b")
_OURS_TO_READER = frozenset(
    """
    order case reference booking invoice customer ticket request claim contract policy account version
    """.split()
)


def secret(reading: Reading, _: Situation) -> Iterator[Spot]:
    """Tokens, keys and passwords: blocked for every reader, shown nowhere."""
    for start, end in secrets_of(reading.text):
        message = "Holds a secret: take it out and replace it where it was in use."
        yield Spot(start, end, message, severity=Severity.BLOCK, secret=(start, end))


def internal_detail(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """Private addresses, hosts, internal sites, paths and tickets, in text for outside readers."""
    if situation.audience not in EXTERNAL:
        return
    text = reading.text
    if _DIGIT.search(text):
        yield from _addresses(text)
        yield from (Spot(*match.span()) for match in _HOST.finditer(text) if _is_host(match.group()))
        yield from _tickets(reading)
    if "." in text:
        yield from (
            Spot(*m.span()) for m in _INTERNAL_NAME.finditer(text) if not _allowed(m.group(), situation)
        )
    if "://" in text:
        yield from (
            Spot(*m.span()) for m in _INTERNAL_SITE.finditer(text) if not _allowed(m.group(), situation)
        )
    if "/" in text:
        yield from (Spot(*match.span()) for match in _PATH.finditer(text))
    if "\\" in text:
        yield from (Spot(*match.span()) for match in _WINDOWS_PATH.finditer(text))


def _addresses(text: str) -> Iterator[Spot]:
    for match in _IPV4.finditer(text):
        octets = [int(octet) for octet in re.split("[/:]", match.group())[0].split(".")]
        if max(octets) < 256 and _is_private(octets[0], octets[1]):
            yield Spot(*match.span())


def _is_private(first: int, second: int) -> bool:
    """RFC 1918, loopback, link-local and carrier-grade NAT (RFC 6598)."""
    return (
        first in {10, 127}
        or (first == 172 and 16 <= second <= 31)
        or (first == 192 and second == 168)
        or (first == 169 and second == 254)
        or (first == 100 and 64 <= second <= 127)
    )


def _is_host(name: str) -> bool:
    """A dashed name with a number is a host when one of its parts is what hosts are called after: "db-prod-03"."""
    return not _HOST_WORDS.isdisjoint(part.rstrip("0123456789") for part in name.lower().split("-")[:-1])


def _tickets(reading: Reading) -> Iterator[Spot]:
    """Internal ticket numbers; "your case INC-48213" is the reader's own."""
    for shape in (_TICKET, _JIRA):
        for match in shape.finditer(reading.text):
            word = reading.word_at(match.start())
            before = set(reading.lower[max(word - 4, 0) : word])
            if "your" not in before and not (before & _OURS_TO_READER):
                yield Spot(*match.span())


def _allowed(address: str, situation: Situation) -> bool:
    host = re.sub(r"^https?://", "", address.lower()).split("/")[0]
    return any(host == domain or host.endswith("." + domain) for domain in situation.lexicon.domains)


def staff(match: Match, situation: Situation) -> Spot | None:
    """A role of ours with a name after it: "our engineer Tom Becker"."""
    if situation.audience not in EXTERNAL:
        return None
    reading, name = match.reading, match.last + 1
    if name >= match.sentence.last or not is_name(reading, name) or reading.gap(name) != " ":
        return None
    last = name
    if last + 1 < match.sentence.last and reading.gap(last + 1) == " " and reading.capitalised(last + 1):
        last += 1
    return Spot(
        match.start,
        reading.ends[last],
        "Names a member of staff to outside readers: name the team or the role.",
    )


def colleagues(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """The workspace's people by their full names."""
    if situation.audience not in EXTERNAL:
        return
    for name in situation.lexicon.people:
        start = reading.text.find(name) if " " in name else -1
        if start >= 0:
            yield Spot(
                start,
                start + len(name),
                "Names a member of staff to outside readers: name the team or the role.",
            )


RULE = Rule(
    reason="Shows an internal detail to outside readers: leave it out or say it in their terms.",
    why=(
        "Published text is copied and indexed within minutes. Hosts, private addresses and paths help an attacker, ticket "
        "numbers and staff names help nobody, and a secret that was shown once must be replaced."
    ),
    sources=(
        Source(
            "OWASP: Information exposure",
            "https://owasp.org/www-community/vulnerabilities/Information_exposure_through_query_strings_in_url",
        ),
        Source(
            "CWE-200: Exposure of Sensitive Information", "https://cwe.mitre.org/data/definitions/200.html"
        ),
    ),
    severity=Strictness(Severity.BLOCK),
    detectors=(
        Scan(secret),
        Scan(internal_detail),
        Scan(colleagues),
        Phrases(
            """
            our|the|my engineer|developer|colleague|technician|administrator|admin|dba|manager|lead|director|cto|ceo|head|specialist|operator|programmer|architect|contractor|intern|trainee
            our|the|my on call engineer|developer|colleague
            """,
            staff,
        ),
    ),
    exempt=frozenset(),
    flagged=(
        Example("Traffic was moved away from 10.4.17.9.", quote="10.4.17.9"),
        Example("The fault was on db-prod-07.", quote="db-prod-07"),
        Example("Metrics: https://grafana.example.net/d/checkout", quote="grafana.example.net"),
        Example("The job on queue.eu.internal stopped.", quote="queue.eu.internal"),
        Example("We log this as INC-20771.", quote="INC-20771"),
        Example(
            "Our engineer Maria Sandoval restarted the import.",
            Audience.CUSTOMER,
            Kind.CUSTOMER_REPLY,
            "Maria Sandoval",
        ),
        Example("The dump in /var/lib/ledger was too large.", quote="/var/lib/ledger"),
        Example(
            "Use the key ghp_abcdefghijklmnopqrstuvwx for now.",
            Audience.ENGINEERING,
            quote="ghp_abcdefghijklmnopqrstuvwx",
        ),
        Example(
            "The database password is hunter2!x, please change it.", Audience.ENGINEERING, quote="hunter2!x"
        ),
    ),
    fine=(
        Example("Our resolver 9.9.9.9 answers again."),
        Example("Follow status.example.com for updates."),
        Example("Your ticket INC-20771 is closed.", Audience.CUSTOMER, Kind.CUSTOMER_REPLY),
        Example("db-prod-07 (10.4.17.9) is back in the pool, see OPS-44.", Audience.ENGINEERING),
        Example("Your password is not affected, and no token was exposed."),
        Example("The fix is in version 10.4.17 of the app."),
        Example("Flights BA-117 and LH-402 are shown again."),
        Example("Delete ~/.example/cache on your own machine and log in again."),
    ),
)
