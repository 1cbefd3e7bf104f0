"""Secrets anywhere; internal addresses, hosts, paths, tickets and staff in text that leaves the company."""

import re
from collections.abc import Iterator

from clarion.review.detectors import Phrases, Scan, Situation, Spot
from clarion.review.finding import Severity
from clarion.review.message import EXTERNAL, Audience, Kind
from clarion.review.phrases import Match
from clarion.review.reading import Reading
from clarion.review.reading.grammar import is_name, subject_of
from clarion.review.reading.patterns import pattern
from clarion.review.rule import Example, Rule, Source, Strictness
from clarion.review.secrets import secrets_of

_IPV4 = pattern(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?:/\d{1,2}|:\d{2,5})?(?![\w.]*\d)")
_VERSION = pattern(r"(?:versions?|release|build|firmware|update|patch|v)[ .]?$")
_INTERNAL_NAME = pattern(
    r"(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}(?:internal|intranet|intra|corp|local|lan|localdomain|svc|cluster|private|home\.arpa)"
    r"(?:\.[a-z]{2,10})*(?![\w-])",
    re.IGNORECASE,
)
_INTERNAL_SITE = pattern(
    r"https?://(?:[\w-]{1,60}\.){0,4}(?:jira|confluence|wiki|grafana|kibana|jenkins|gitlab|git|gitea|vault|argocd|argo|sentry|"
    r"prometheus|alertmanager|splunk|rundeck|awx|nexus|artifactory|harbor|sonarqube|zabbix|nagios|phabricator|runbooks?|oncall|"
    r"intranet|internal|corp|staging|stg|uat|preprod|backoffice)(?:-[\w-]{1,30})?\.[\w-]{1,60}\.[^\s<>()\"]{1,200}|"
    r"https?://(?:localhost|[a-z][a-z0-9-]{1,40}(?=[:/]))[^\s<>()\"]{0,200}",
    re.IGNORECASE,
)
_STAGE = pattern(
    r"(?<![\w@./-])(?:[a-z0-9-]{1,50}\.){0,4}(?:(?:int|stg|staging|uat|qa|preprod|prod|mgmt|priv|intern)|[a-z0-9-]{1,40}-(?:stg|staging|"
    r"uat|preprod|prod|int|internal))(?:\.[a-z0-9-]{1,50}){1,4}\.[a-z]{2,15}(?![\w-])",
    re.IGNORECASE,
)
_LOCATOR = pattern(
    r"\b(?:s3|gs|postgres(?:ql)?|mysql|redis|mongodb(?:\+srv)?|amqps?|ssh|smb|nfs|ldaps?|jdbc:[a-z]{2,20}|kafka)://[^\s<>()\"]{1,200}"
)
_CLOUD_NAME = pattern(
    r"\barn:aws[\w-]{0,10}:[^\s<>()\"]{5,200}|\b(?:i|vol|sg|subnet|vpc|eni|ami)-0?[0-9a-f]{8,17}\b|"
    r"\b[a-z][a-z0-9]{1,20}(?:-[a-z0-9]{1,20}){0,4}-[a-f0-9]{8,10}-[a-z0-9]{5}\b"
)
_HEX = pattern(r"-0?[0-9a-f]{8}")
_LOCAL_ADDRESS = pattern(
    r"(?<![\w:])(?:fd[0-9a-f]{2}|fe80):[0-9a-f:]{2,40}|\b(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}\b|"
    r"\bip-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}\b"
)
_COLONS = pattern(r":[0-9A-Fa-f]{0,4}:|ip-\d")
_CHANNEL = pattern(
    r"(?<![\w&/#])#(?:inc|incident|ops|oncall|sre|war|team|eng|alerts?|outage|sev\d)(?:-[a-z0-9]{1,20}){1,5}\b"
)
_ACCOUNT = pattern(r"\b(?:svc|adm|usr)[_-][a-z][\w-]{1,40}")
_DASH_AND_DIGIT = pattern(r"-0?\d")
_LETTER_AND_DIGITS = pattern(r"[a-z]\d\d")
_TICKET_NUMBER = pattern(r"[A-Z]-?\d\d")
_SHORT_HOST = pattern(
    r"(?<![\w./@-])(?:nas|srv|bastion|jump|web|app|db|vm|host|node|esx|esxi|dc|fs|sql|mail|mx|pg|lb|fw|gw|api|cache|redis|kafka|mon|bkp|ftp|proxy)\d{2,4}(?![\w-]|\.\d)"
)
_DEVICE = pattern(
    r"\b(?:handheld|server|router|switch|rack|host|node|cabinet|workstation|laptop|controller|appliance|firewall|storage)s?\s"
    r"(?P<name>[A-Z]{1,6}-?\d{2,6}|[A-Z]{1,6}-[A-Z]{1,4}-\d{1,6})\b"
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
    r"(?<![\w/-])(?:INC|DRILL|OPS|SRE|JIRA|BUG|DEV|ENG|INFRA|PLAT|SEC|CHG|PRB|RITM|ISSUE|TASK|POST|PM|TICKET)-?\d{2,9}(?![\w-])"
)
_TRACKED = pattern(
    r"(?<![\w/-])[A-Z]{2,10}-?\d{2,7}(?= (?:in|on|of) (?:our|the) (?:internal )?(?:Jira|JIRA|tracker|issue|ticket|bug|backlog|board|YouTrack|Linear|"
    r"ServiceNow|Zendesk|Bugzilla|Redmine|GitLab|Freshdesk|Asana|Trello|queue|change))"
)
_FILED = pattern(
    r"\b(?:[Ii]nternal|[Tt]racked|[Ff]iled|[Ll]ogged|[Rr]ecorded|[Jj]ira|[Cc]hange|[Pp]ost-?mortem|[Pp]roblem|[Ee]pic)(?: \w{1,12}){0,3} "
    r"(?P<name>[A-Z]{2,10}-\d{2,7})(?![\w-])"
)
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
    yield from _names(reading, situation)
    yield from (Spot(*match.span()) for shape in _worth_a_look(reading) for match in shape.finditer(text))
    if reading.figures and _TICKET_NUMBER.search(text):
        yield from _tickets(reading)


def _names(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """Hosts, sites and addresses that are judged by more than their shape."""
    text = reading.text
    if "-" in reading.marks and _DASH_AND_DIGIT.search(text):
        yield from (Spot(*match.span()) for match in _HOST.finditer(text) if _is_host(match.group()))
    if "." in reading.marks:
        dotted = " ".join(chunk for chunk in text.split() if "." in chunk[1:-1])
        if _IPV4.search(dotted):
            yield from _addresses(text)
        for shape in (_INTERNAL_NAME, _STAGE):
            if shape.search(dotted):
                yield from (
                    Spot(*m.span()) for m in shape.finditer(text) if not _allowed(m.group(), situation)
                )
    if "://" in text:
        sites = _INTERNAL_SITE.finditer(text)
        yield from (Spot(*site.span()) for site in sites if not _allowed(site.group(), situation))


def _worth_a_look(reading: Reading) -> Iterator[re.Pattern[str]]:
    """The shapes of which the text holds a sign: looking for the signs is several times cheaper than for the shapes."""
    text = reading.text
    if "/" in text:
        yield _PATH
        yield _LOCATOR
    if "\\" in text:
        yield _WINDOWS_PATH
    if "arn:" in text or ("-" in text and reading.figures and _HEX.search(text)):
        yield _CLOUD_NAME
    if (text.count(":") > 1 or "ip-" in text) and _COLONS.search(text):
        yield _LOCAL_ADDRESS
    if "#" in text:
        yield _CHANNEL
    if "svc" in text or "adm" in text or "usr" in text:
        yield _ACCOUNT
    if any(map(_LETTER_AND_DIGITS.search, reading.figures)):
        yield _SHORT_HOST


def _addresses(text: str) -> Iterator[Spot]:
    for match in _IPV4.finditer(text):
        octets = [int(octet) for octet in re.split("[/:]", match.group())[0].split(".")]
        before = text[max(match.start() - 40, 0) : match.start()].lower()
        example = "example" in before or bool(_VERSION.search(before))
        if max(octets) < 256 and _is_private(octets[0], octets[1]) and not example:
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
    for match in _TICKET.finditer(reading.text):
        word = reading.word_at(match.start())
        before = set(reading.lower[max(word - 4, 0) : word])
        if "your" not in before and not (before & _OURS_TO_READER):
            yield Spot(*match.span())
    for match in _TRACKED.finditer(reading.text):
        yield Spot(*match.span())
    for shape in (_FILED, _DEVICE):
        for match in shape.finditer(reading.text):
            word = reading.word_at(match.start())
            if "your" not in reading.lower[max(word - 3, 0) : word]:
                yield Spot(*match.span("name"))


def _allowed(address: str, situation: Situation) -> bool:
    host = re.sub(r"^https?://", "", address.lower()).split("/")[0]
    return any(host == domain or host.endswith("." + domain) for domain in situation.lexicon.domains)


_NAMES_STAFF = "Names a member of staff to outside readers: name the team or the role."


def staff(match: Match, situation: Situation) -> Spot | None:
    """A role of ours with a name after or before it: "our engineer Tom Becker", "Ravi, our DBA"."""
    reading, name = match.reading, match.last + 1
    if situation.audience not in EXTERNAL or _is_a_title(reading, match.last):
        return None
    apposed = name < match.sentence.last and reading.gap(name) == ", " and is_name(reading, name)
    if apposed or (name < match.sentence.last and reading.gap(name) == " " and _starts_name(match, name)):
        return Spot(match.start, reading.ends[_name_end(match, name)], _NAMES_STAFF)
    first = _name_before(match, match.first)
    return Spot(reading.starts[first], match.end, _NAMES_STAFF) if first is not None else None


def _is_a_title(reading: Reading, word: int) -> bool:
    """ "Our Developer Portal" is a product; "our DBA" and "our CTO" are people."""
    return reading.capitalised(word) and not reading.cased(word).isupper()


def headed(match: Match, situation: Situation) -> Spot | None:
    """ "Head of Operations Maria Lund": a name within three words after the title."""
    reading = match.reading
    if situation.audience not in EXTERNAL:
        return None
    for word in range(match.last + 1, min(match.last + 4, match.sentence.last)):
        if is_name(reading, word):
            return Spot(match.start, reading.ends[_name_end(match, word)], _NAMES_STAFF)
    return None


def from_a_team(match: Match, situation: Situation) -> Spot | None:
    """ "Ben from the network team", "Min-ji from Ops"; "Luca Ferrante, who runs our mail servers"."""
    if situation.audience not in EXTERNAL:
        return None
    first = _name_before(match, match.first)
    return Spot(match.reading.starts[first], match.end, _NAMES_STAFF) if first is not None else None


def at_work(match: Match, situation: Situation) -> Spot | None:
    """ "Ravi restarted the import": a person's name does what only staff do."""
    reading = match.reading
    if situation.audience not in EXTERNAL:
        return None
    subject = subject_of(reading, match.sentence, match.first)
    if subject is None or subject.head - subject.first > 1 or not is_name(reading, subject.first):
        return None
    if not all(reading.capitalised(word) for word in range(subject.first, subject.head + 1)):
        return None
    return Spot(reading.starts[subject.first], match.end, _NAMES_STAFF)


def _starts_name(match: Match, word: int) -> bool:
    """A capital after "our engineer" is a name; "our engineer On Call" and "our lead SRE" are not."""
    written = match.reading.cased(word)
    return is_name(match.reading, word) or (
        written[0].isupper()
        and written[1:].islower()
        and len(written) > 2
        and written.lower() not in _NO_NAMES
    )


_NO_NAMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october
    november december team support sales operations engineering portal centre center desk api london paris berlin europe
    linux windows python java germany france
    """.split()
)


def _name_end(match: Match, name: int) -> int:
    """The last word of the name: hyphens and a second capital belong to it."""
    reading, last = match.reading, name
    while (
        last + 1 < match.sentence.last
        and last - name < 3
        and (reading.gap(last + 1) == "-" or (reading.gap(last + 1) == " " and reading.capitalised(last + 1)))
    ):
        last += 1
    return last


def _name_before(match: Match, end: int) -> int | None:
    """The first word of a person's name that ends before the word `end`, over a comma or bracket."""
    reading, word = match.reading, end - 1
    if word < match.sentence.first or reading.gap(end).strip() not in {"", ",", "("}:
        return None
    while word > match.sentence.first and reading.gap(word) == "-":
        word -= 1
    first = word
    if word - 1 >= match.sentence.first and reading.gap(word) == " " and reading.capitalised(word - 1):
        first = word - 1
    if not reading.capitalised(word):
        return None
    thanked = first - 1 >= match.sentence.first and reading.lower[first - 1] in {
        "to",
        "thank",
        "thanks",
        "by",
    }
    known = is_name(reading, first) or is_name(reading, word)
    return first if known or (thanked and reading.lower[word] not in _NO_NAMES) else None


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
            our|the|my ..1 dba|sre|sysadmin|tester|analyst|consultant|electrician|supervisor|ciso|coo|cfo
            our|the|my on call engineer|developer|colleague
            our|my network|database|security|support|software|systems|system|platform|release|duty|site|data ..1 engineer|developer|administrator|specialist|manager|lead|analyst
            our|my agent|teammate|coworker|supervisor|boss
            """,
            staff,
        ),
        Phrases(
            """
            from|in|of|at|on the|our ..2 team|department|squad|group|desk|shift
            from|in|of|at the|our? ops|engineering|infrastructure|infra|devops|sre|it|networking|platform|operations|security|support|qa|development|dev|noc|helpdesk
            who ~run|~maintain|~manage|~lead|~own|~administer|~operate|~oversee our|the
            who ~look|~care after|for our
            who is|was|are ..2 call|duty|shift
            who works for us
            """,
            from_a_team,
        ),
        Phrases("head|director|vp|chief|manager of\nvice president", headed),
        Phrases(
            """
            ~restart|~reboot|~redeploy|~revert|~merge|~patch|~debug|~reset|~escalate|~reconfigure|~migrate|~upgrade|~restore|~repair|~replace|~fix|~deploy
            ~roll back|out
            is|was|are|were ..1 looking|working|investigating on|at|into
            ~look into
            took over
            """,
            at_work,
        ),
    ),
    exempt=frozenset(),
    flagged=(
        Example("Traffic was moved away from 10.4.17.9.", quote="10.4.17.9"),
        Example("The fault was on db-prod-07.", quote="db-prod-07"),
        Example("Metrics: https://grafana.example.net/d/checkout", quote="grafana.example.net"),
        Example("The job on queue.eu.internal stopped.", quote="queue.eu.internal"),
        Example("We log this as INC-20771.", quote="INC-20771"),
        Example("We follow it as DRILL-12.", quote="DRILL-12"),
        Example(
            "Our engineer Maria Sandoval restarted the import.",
            Audience.CUSTOMER,
            Kind.CUSTOMER_REPLY,
            "Maria Sandoval",
        ),
        Example("The dump in /var/lib/ledger was too large.", quote="/var/lib/ledger"),
        Example("Thanks to Hyun-su from Operations, it runs again.", quote="Hyun-su"),
        Example("Ravi, our DBA, restored the table.", quote="Ravi"),
        Example("Rolled out to shop-stg.int.example.com first.", quote="shop-stg.int.example.com"),
        Example("We track it as NET-4410 in our ServiceNow.", quote="NET-4410"),
        Example("Ask in #inc-payments-eu for details.", quote="#inc-payments-eu"),
        Example("The disk of nas07 was replaced.", quote="nas07"),
        Example("Log in as trial / Winter2023 until then.", quote="Winter2023"),
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
        Example("Version 10.2.1.4 of the editor closes when a file is saved."),
        Example("Follow status.example.com for updates."),
        Example("Your ticket INC-20771 is closed.", Audience.CUSTOMER, Kind.CUSTOMER_REPLY),
        Example("db-prod-07 (10.4.17.9) is back in the pool, see OPS-44.", Audience.ENGINEERING),
        Example("Your password is not affected, and no token was exposed."),
        Example("The fix is in version 10.4.17 of the app."),
        Example("Flights BA-117 and LH-402 are shown again."),
        Example("Details: https://github.com/example/shop/issues/4410 and https://plugins.example.io/git/."),
        Example("For example, 10.1.2.3 became ::ffff:10.1.2.3 in the allow list."),
        Example(
            "Dear Ms Lund, your order 4411-A is with Mr Dhillon's bank.",
            Audience.CUSTOMER,
            Kind.CUSTOMER_REPLY,
        ),
        Example("Thank you, Maria. Kind regards, Tom", Audience.CUSTOMER, Kind.CUSTOMER_REPLY),
        Example("Our developer portal and the Jenny cables are back in the shop."),
        Example("Buses of lines 4/22 and trains IC-802 run again, 24/7 support is open."),
        Example("Delete ~/.example/cache on your own machine and log in again."),
    ),
)
