"""Terms of the trade in a text for readers outside it.

Three sorts of words: terms that only the trade uses, everyday words that are terms in technical company ("the message
queue", not the queue at the till), and shapes (503s, p99, NullPointerException, snake_case).
"""

from collections.abc import Iterator
from functools import lru_cache

from clarion.review.detectors import Phrases, Scan, Situation, Spot
from clarion.review.finding import Severity
from clarion.review.lexicon import Lexicon
from clarion.review.message import LAY, Audience, Kind
from clarion.review.phrases import Match
from clarion.review.reading import Reading
from clarion.review.reading.classes import DETERMINERS, PREPOSITIONS
from clarion.review.reading.patterns import pattern
from clarion.review.reading.proper_names import names_within
from clarion.review.reading.technical import (
    ADJACENT_ONLY,
    COMPANY,
    FIRM,
    IN_CAPITALS,
    LITERAL,
    NEEDS_COMPANY,
    SHORT_FORMS,
    SOFTWARE,
    TERMS,
)
from clarion.review.rule import Example, Rule, Source, Strictness

_NEAR = 10
"""Words to either side in which one term vouches for another, or a literal sense for a plain word."""
_OUTSIDE = pattern(
    r"(?<![\w./-])(?:(?:HTTP |status |code )?[45](?:\d\d|[xX]{2})s|(?:HTTP|status)(?: code| error)? [45]\d\d|[45]xx|"
    r"[45]\d\d (?:errors?|responses?|status(?:es)?)|[pP](?:50|75|90|95|99|999)|[Nn]\+1|X-[A-Z][\w-]{2,40}|"
    r"[A-Z][a-z]+(?:[A-Z][a-z]+)+(?:Exception|Error)|(?:OutOfMemory|NullPointer|StackOverflow)\w*|I/O|CI/CD|[Bb]lue/[Gg]reen|[Pp]ub/[Ss]ub|HTTP/[123]|SHA-?\d{1,3}|"
    r"SIG(?:KILL|TERM|SEGV|HUP)|E[A-Z]{3,5}REFUSED|[A-Z]\w{1,12}(?:SQL|MQ|DB)|kube-[a-z-]{3,20})(?![\w/@-])"
)
_SIGNS_OF_OUTSIDE = (
    "I/O CI/CD lue/ ub/S ub/s HTTP/ X- Exception Error OutOfMemory NullPointer StackOverflow SHA SIG REFUSED SQL MQ DB kube- +1"
).split()
_FIGURE_OF_OUTSIDE = pattern(r"\b(?:[45](?:\d\d|xx)|p(?:50|75|9\d))")
"""One of these stands in everything that `_OUTSIDE` finds."""
_DOTTED = pattern(r"\w\.[a-z]{2,}")
_CALL = pattern(r"(?<![\w./-])\w{2,30}\(\)")
_IDENTIFIER = pattern(r"(?<![\w./@\\-])(?!svc_|usr_|adm_)[a-z]{2,20}(?:_[a-z0-9]{1,20}){1,6}(?![\w@]|\.\w)")

_PLAIN = {
    "failover": "switch to the standby system",
    "failovers": "switches to the standby system",
    "replication": "copying of data",
    "replica": "copy of the database",
    "replicas": "copies of the database",
    "cluster": "group of servers",
    "clusters": "groups of servers",
    "node": "server",
    "nodes": "servers",
    "pods": "servers",
    "worker": "server",
    "workers": "servers",
    "throttling": "limiting of requests",
    "cdn": "delivery network",
    "cdns": "delivery networks",
    "rca": "analysis of the cause",
    "telemetry": "measurements",
    "observability": "monitoring",
    "cutover": "switch",
    "enqueued": "waiting",
    "namespace": "area",
    "schema": "structure of the data",
    "middleware": "connecting software",
    "hypervisor": "host computer",
    "cron": "scheduled task",
    "dns": "the system that finds our addresses",
    "slo": "target",
    "ttl": "waiting time",
    "vm": "virtual computer",
    "vms": "virtual computers",
    "oom": "lack of memory",
    "inodes": "file entries",
    "dlq": "store of undelivered messages",
    "backpressure": "overload",
}


def term(match: Match, situation: Situation) -> Spot | None:
    """A single word: a term of the trade, unless it is a name, or means here what everybody knows."""
    reading, word = match.reading, match.anchor
    lower = reading.lower[word].removesuffix("'s")
    if lower in IN_CAPITALS and not _written_short(reading, word):
        return None
    if (lower in TERMS and _is_a_name(match)) or _in_address(reading.text, match.start):
        return None
    if _literal(match, lower) or _public(match, situation) or lower in _sold_here(reading):
        return None
    return Spot(match.start, match.end, suggestion=_plain(lower, situation))


@lru_cache(maxsize=2)
def _sold_here(reading: Reading) -> frozenset[str]:
    """ "Nordhost DNS": the short forms that the text names a product by; whoever buys it knows the word."""
    return frozenset(
        reading.lower[word]
        for word in reading.where(IN_CAPITALS | SHORT_FORMS)
        if word
        and reading.gap(word) == " "
        and reading.capitalised(word - 1)
        and not reading.cased(word - 1).isupper()
        and reading.lower[word - 1] not in _NO_BRANDS
        and not reading.lower[word - 1].endswith("'s")
        and bool(names_within(reading, word - 1, word - 1))
    )


_NO_BRANDS = (
    DETERMINERS
    | PREPOSITIONS
    | frozenset("internal public external new old changes primary secondary no".split())
)


def in_company(match: Match, situation: Situation) -> Spot | None:
    """An everyday word that technical company makes a term; the company is part of the finding when it stands before."""
    reading, sentence, word = match.reading, match.sentence, match.anchor
    lower = reading.lower[word]
    if _is_a_name(match) or _literal(match, lower) or _public(match, situation):
        return None
    if _in_address(reading.text, match.start):
        return None
    before = reading.lower[word - 1] if word > sentence.first and reading.gap(word) in {" ", "-"} else ""
    after = (
        reading.lower[word + 1] if word + 1 < sentence.last and reading.gap(word + 1) in {" ", "-"} else ""
    )
    if before in COMPANY or (before in NEEDS_COMPANY and before != lower):
        return Spot(reading.starts[word - 1], match.end)
    if after in NEEDS_COMPANY and after != lower:
        return Spot(match.start, match.end)
    if lower in ADJACENT_ONLY:
        return Spot(match.start, match.end) if before in FIRM or after in FIRM else None
    return Spot(match.start, match.end) if _firm_nearby(match) else None


def phrase(match: Match, situation: Situation) -> Spot | None:
    """A term of several words."""
    if _public(match, situation) or _in_address(match.reading.text, match.start):
        return None
    if not _sold_here(match.reading).isdisjoint(match.text.lower().split()):
        return None
    if "circuit" in match.text.lower() and not _ELECTRIC.isdisjoint(_around(match)):
        return None
    return Spot(match.start, match.end, suggestion=match.suggestion)


_ELECTRIC = frozenset(
    """
    power electrical electric electricity electrician voltage fuse building hall cabinet substation generator
    transformer tripped grid
    """.split()
)


def _in_address(text: str, start: int) -> bool:
    """Tell whether the word at `start` is a part of a path, a host name or a file name."""
    left = max(text.rfind(" ", max(start - 80, 0), start), text.rfind("\n", max(start - 80, 0), start)) + 1
    right = text.find(" ", start, start + 80)
    chunk = text[left : right if right >= 0 else start + 80].rstrip(".,;:!?)\n")
    return (
        "://" in chunk or chunk.count("/") > 1 or chunk.startswith(("/", "~/")) or bool(_DOTTED.search(chunk))
    )


def _written_short(reading: Reading, word: int) -> bool:
    """ "CDN", "mTLS", "IPv6", "VMs" are; "nat", "arp" and "Dag" are other words."""
    written = reading.cased(word)
    return sum(sign.isupper() for sign in written) > 1 or any(sign.isdigit() for sign in written)


def _is_a_name(match: Match) -> bool:
    """A capital in the middle of a sentence makes a name of a common noun: "the Cluster plan", "Webhooks, Actions"."""
    reading, word = match.reading, match.anchor
    written = reading.cased(word)
    if not reading.capitalised(word) or written.isupper():
        return False
    if word != match.sentence.first:
        return True
    return word + 1 < match.sentence.last and reading.capitalised(word + 1) and reading.gap(word + 1) == " "


def _around(match: Match) -> list[str]:
    sentence = match.sentence
    return match.reading.lower[
        max(match.first - _NEAR, sentence.first) : min(match.last + 1 + _NEAR, sentence.last)
    ]


def _literal(match: Match, lower: str) -> bool:
    others = LITERAL.get(lower)
    return others is not None and not others.isdisjoint(_around(match))


def _firm_nearby(match: Match) -> bool:
    """Tell whether a word of the trade that needs no company stands near."""
    reading, sentence = match.reading, match.sentence
    for word in range(max(match.first - _NEAR, sentence.first), min(match.last + 1 + _NEAR, sentence.last)):
        lower = reading.lower[word]
        if lower in _VOUCHERS and (lower not in IN_CAPITALS or _written_short(reading, word)):
            return True
    return False


_VOUCHERS = FIRM - LITERAL.keys()


def _public(match: Match, situation: Situation) -> bool:
    """What the workspace calls its services in public needs no other word."""
    names = _public_names(situation.lexicon, situation.record.services if situation.record else ())
    if not names:
        return False
    before, after = max(match.start - 40, 0), match.end + 40
    near = match.reading.text[before:after].lower()
    start, end = match.start - before, match.end - before
    return any(
        name in near and near.find(name) <= start and end <= near.find(name) + len(name) for name in names
    )


@lru_cache(maxsize=64)
def _public_names(lexicon: Lexicon, recorded: tuple[str, ...]) -> tuple[str, ...]:
    public = [name for service in lexicon.services for name in service.public or (service.name,)]
    return tuple(name.lower() for name in (*public, *recorded))


@lru_cache(maxsize=64)
def _glossary(lexicon: Lexicon) -> dict[str, str]:
    return {entry.term.lower(): entry.plain for entry in lexicon.glossary}


def _plain(lower: str, situation: Situation) -> str | None:
    return _glossary(situation.lexicon).get(lower) or _PLAIN.get(lower)


def shapes(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """What no dictionary holds: status codes, percentiles, exceptions, names of programs and variables."""
    text = reading.text
    if any(map(_FIGURE_OF_OUTSIDE.search, reading.figures)) or any(map(text.__contains__, _SIGNS_OF_OUTSIDE)):
        for match in _OUTSIDE.finditer(text):
            yield Spot(*match.span())
    if "()" in text:
        for match in _CALL.finditer(text):
            yield Spot(*match.span())
    if "_" in text:
        for match in _IDENTIFIER.finditer(reading.text):
            yield Spot(*match.span())


def glossary_terms(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """The terms that the workspace has a plain word for."""
    if not situation.lexicon.glossary:
        return
    text = reading.text.lower()
    for entry, plain in _glossary(situation.lexicon).items():
        start = text.find(entry)
        while start >= 0:
            end = start + len(entry)
            if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
                yield Spot(start, end, suggestion=plain)
            start = text.find(entry, end)


_SURE = sorted(SOFTWARE | SHORT_FORMS | TERMS)

RULE = Rule(
    reason="A term of the trade that these readers cannot be expected to know: say what it means for them.",
    why=(
        "A reader who meets an unknown term cannot tell whether it concerns them. They ask support, or decide on a guess. What "
        "broke inside is of use to engineers; what no longer works is of use to everybody."
    ),
    sources=(
        Source("Digital.gov: Avoid jargon", "https://www.plainlanguage.gov/guidelines/words/avoid-jargon/"),
        Source(
            "Atlassian: Incident communication best practices",
            "https://www.atlassian.com/incident-management/incident-communication",
        ),
    ),
    severity=Strictness(
        None, dict.fromkeys(LAY, Severity.WARN), {Kind.ACTION_ITEM: None, Kind.TIMELINE_ENTRY: None}
    ),
    detectors=(
        Phrases("|".join(word for term in _SURE for word in (term, f"{term}'s")), term),
        Phrases("|".join(sorted(NEEDS_COMPANY)), in_company),
        Scan(shapes),
        Scan(glossary_terms),
        Phrases(
            """
            ~fail over|back => switch to the standby system
            fail over
            load balancer|balancers|balancing
            ~balance load across
            background job|jobs => tasks that run in the background
            batch|cron job|jobs
            job|event|work queueing|queuing|scheduler
            request queuing|queueing
            message bus|broker|brokers|queue|queues
            event bus|stream|streams|loop
            dead letter queue|queues
            poison message|messages
            race condition|conditions => an error in the order of two steps
            memory leak|leaks|pressure|footprint => lack of memory
            out of memory
            over|under provisioned|provisioning
            resource|capacity|automatic|auto provisioning|scaling
            worker|compute capacity
            ~scale horizontally|vertically|out
            horizontally|vertically ~scale
            horizontal|vertical scaling
            compute resource|resources|instance|instances|tier
            capacity scaling logic
            availability zone|zones
            high availability cache|pair|configuration|setup|mode
            feature flag|flags|gate|gates|toggle|toggles => setting
            circuit breaker|breakers|breaking
            blast radius => extent of the impact
            failure mode|modes => way of failing
            code path|paths
            hot path
            edge node|nodes|site|sites|location|locations|server|servers|router|routers|cache|caches|proxy|network
            public edge
            control|data|management plane
            caching|storage|persistence|transport|application|database|data|presentation|network layer|tier
            connection|thread|worker|memory|buffer|address pool|pools
            rolling ..1 upgrade|upgrades|restart|restarts|update|updates|reboot|reboots|release
            rolling deployment|deployments
            in|on|from|by the|our|its backend
            canary deployment|deployments|release|releases|rollout|analysis
            blue green deployment|deployments
            retry storm|logic|queue|queues|loop|loops|budget|policy
            retries with|without backoff
            exponential back off|backoff
            back pressure
            back off on|for
            thundering herd
            cache|caches stampede|eviction|invalidation|miss|misses|coherency|warming|poisoning
            cold|stale cache|caches
            stale data|host|hosts|read|reads|entry|entries|replica|handle|handles|lock|locks|state
            database pressure|lock|locks|locking|index|indexes|shard|primary|replica|contention|deadlock|proxy|saturation|connections
            query planner|plan|plans|optimizer|optimiser|builder|timeout
            slow query|queries
            table|full|index scan|scans
            materialized|materialised view|views
            stored procedure|procedures
            foreign key|keys
            write ahead log
            read|write replica|replicas|amplification|path|destination
            garbage collection|collector|collections
            null pointer
            off by one
            buffer|stack|heap|integer overflow|overflows
            core|heap|thread dump|dumps
            stack trace|traces
            unhandled|uncaught exception|exceptions
            kernel panic|panics|module|modules|bug|patch|upgrade|driver|parameter|parameters
            bare metal
            split brain
            leader election
            quorum loss
            packet loss
            packet drops
            autonomous system
            name resolution
            transit route|routes|provider|link|links|session
            route table|tables|leak|leaks|flap|flapping
            auth|authn|authz token|tokens|service|layer|endpoint
            refresh|bearer|jwt token|tokens
            audience claim
            service to service
            upstream|downstream dependency|dependencies|service|services|server|servers|host|hosts|cluster|system|systems|api
            host ejection
            api gateway
            reverse proxy|proxies
            data shape
            streaming response|responses
            rate limiter|limiters
            environment variable|variables
            config map|maps
            shell|bash script|scripts
            regression in
            ref|refs update|updates
            update|updating refs
            git refs
            our|the|technology|tech|software|network|networking|application stack
            mapped address|addresses
            false positive|positives => wrong alarm
            ~burn down
            virtual machine|machines => virtual computers
            network|address translation
            deep packet inspection
            ~mint .. token|tokens
            ~spin up|down .. instance|instances|container|containers|server|servers
            ~drain .. connections|traffic|node|nodes
            ~purge .. cache|caches
            quota exhaustion
            capacity exhausted
            capacity being exhausted
            smoke test|tests
            brown out|outs
            noisy neighbour|neighbor
            cherry picked
            root ca
            certificate chain
            intermediate certificate|ca
            x 509
            acme challenge
            token rotation|regeneration|exchange|validation|claim|claims
            key|credential|secret|certificate rotation
            graceful degradation|shutdown
            database|schema|production|live migration|migrations
            ~drop .. column|columns|table|tables
            database|search|secondary|composite|missing index|indexes|indices
            ~replace|~rebuild|~drop an|the|database? index|indexes|indices
            static asset|assets
            credential change|changes
            file descriptor|descriptors
            round robin
            cold start|starts
            hash ring|rings
            routing table|tables
            route reflector|reflectors
            line card|cards
            cipher suite|suites
            content security policy
            distributed tracing
            commit|redo log|logs
            container image|images|registry|runtime
            image pull|pulls
            type|schema mismatch
            service mesh
            service discovery
            object store|storage
            block storage
            data plane|lake|warehouse
            infinite loop
            lambda function|functions
            stuck|blocked|hung|worker|background|main thread|threads
            thread count|counts|limit
            the heap
            heap size|usage
            cache control
            load shedder|shedding
            on prem|premise|premises
            index|indexes|indices ..2 rebuilt|dropped|corrupted
            ~promote .. canary|replica|secondary|standby
            canary .. promoted
            jump host|box
            origin server|servers
            master|primary slave|node
            log aggregation|pipeline
            message|event payload|payloads
            race between
            hash collision|collisions
            lock timeout|timeouts
            dirty read|reads
            eventual|strong consistency
            two phase commit
            session affinity
            sticky session|sessions
            connection string|strings|draining|reset|resets
            request|response header|headers|payload
            cross site
            byte order
            time to live
            swap space
            cpu|memory|disk|io usage|utilisation|utilization|load|pressure|spike|spikes|leak
            busy loop
            retry|retries with jitter
            health probe|probes
            liveness|readiness probe|probes|check|checks
            syn flood
            cross zone|region replication|traffic
            hot standby
            pre production
            config|configuration push|drift
            integer|type|null error|check|value
            websocket|http|tcp client|clients
            clock skew|drift
            ~restart the? pods|daemon|process|processes
            log shipping|rotation
            memory|cpu|disk|io|thread|connection|port exhaustion|starvation|saturation|contention|pressure|limits|quota
            database connection|connections|load|capacity|query|queries|table|tables|column|columns|node|nodes|cluster|clusters|writes|reads|upgrade|replication|instance|instances|server|servers|host|hosts|cpu|operations|traffic
            resource|cpu|memory|disk|compute|network|port|quota utilization|utilisation|exhaustion|saturation|contention|constraint|constraints|starvation
            retry|retries attempts|traffic|behavior|behaviour|requests
            aggressive|excessive|automatic|client retries
            query|queries ..1 timed|timing|timeout
            expensive|heavy|inefficient|long running query|queries
            internal|service|api endpoint|endpoints
            caching mechanism|system|logic|issue|infrastructure
            cache entries|layer|cluster|servers|nodes|hit|key|keys
            message|event|work|request|processing|internal queue|queues
            data|event|message|deployment|ingestion|build processing? pipeline|pipelines
            configuration management|flag
            traffic shaping|shifting|routing|spike management
            internal|backend|core|routing|network routing|proxy|service layer|fabric
            dns lookup|lookups|record|records
            retry storms
            """,
            phrase,
        ),
    ),
    flagged=(
        Example("Orders arrive late because the Kafka consumers were rebalancing.", quote="Kafka consumers"),
        Example(
            "The failover to the second replica took nine minutes.", Audience.LEADERSHIP, quote="failover"
        ),
        Example("You may see 502s while we move the traffic.", quote="502s"),
        Example(
            "A race condition in the nightly job created two invoices.",
            Audience.CUSTOMER,
            quote="race condition",
        ),
        Example("Two nodes ran out of inodes.", Audience.PARTNERS, quote="nodes ran out of inodes"),
        Example("p99 of the checkout rose to four seconds.", Audience.LEADERSHIP, quote="p99"),
        Example("Messages wait in the message queue of the billing system.", quote="message queue"),
        Example(
            'Say: "Our OIDC provider rejected the handshake."', Audience.SUPPORT, Kind.TALKING_POINTS, "OIDC"
        ),
        Example("The exporter died with a NullPointerException.", quote="NullPointerException"),
        Example("The value of max_open_files was too low.", quote="max_open_files"),
    ),
    fine=(
        Example("Domains managed with Nordhost DNS do not resolve. Changes to DNS records are queued."),
        Example("The failover to the second replica took nine minutes.", Audience.ENGINEERING),
        Example("Two nodes ran out of inodes.", Audience.POSTMORTEM, Kind.POSTMORTEM_TEXT),
        Example("The server certificate had expired, so browsers and the app refused the login."),
        Example("There was a long queue at the till, and a host of guests waited."),
        Example("Containers for the port of Genoa wait on the ship, and the gas pipeline is not affected."),
        Example("The replica jersey and the coffee pods are sold out in the shop."),
        Example("Building work cut the power; a circuit breaker in hall 3 had tripped."),
        Example("Customers on the Cluster plan cannot see their invoices."),
        Example("API requests time out since 10:02 UTC; uploads from the website work."),
        Example("Your parking token was charged twice.", Audience.CUSTOMER, Kind.CUSTOMER_REPLY),
        Example("Shareholders can vote by proxy again."),
        Example("Press `Ctrl+F5`, or open `invoice_2024.pdf` from the e-mail."),
    ),
)
