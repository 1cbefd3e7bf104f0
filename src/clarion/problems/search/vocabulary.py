"""Words of incident reports: those that say nothing, those that say little, and those that mean the same.

General knowledge of the trade, in no order of importance; a word more is a word more in its list.
"""

#: English words that hold sentences together.
STOP_WORDS = frozenset(
    """
    a about above after again all also an and any are as at back be because been before being below between both but by can
    cannot could did do does doing done down during each either else even ever every few for from further get gets got had
    has have having he her here hers him his how however i if in into is it its itself just later like ll made make makes
    many may me might more most much must my near never no nor not now of off often on once only or other our out over own
    per rather re same see seen she should since so some soon still such t than that the their them then there these they
    this those though through to together too under until up upon us very via was we well were what when where whether which
    while who whom whose why will with within without would yet you your ve isnt arent wasnt werent dont doesnt didnt cant
    couldnt wont wouldnt hasnt havent hadnt
    """.split()
)

#: Words that stand in every status update and post-mortem, whatever happened.
EVERYWHERE = frozenset(
    """
    incident incidents issue issues problem problems investigate investigating investigated investigation update updates
    currently continue continuing continues monitor monitoring monitored resolve resolved resolution mitigate mitigated
    mitigation identified apologise apologize apologies sorry inconvenience utc gmt please thank thanks status report reports
    reported reporting team teams aware working normal normally impact impacted affect affected affecting today yesterday
    min minutes minute hours hour time times day days root cause causes caused causing due happen happened because
    lasted lasting declared detected acknowledged confirmed readers heard sev1 sev2 sev3 sev4 inc
    january february march april june july august september october november december
    """.split()
)

#: Words that tell little by themselves, because reports of every kind hold them.
LOOSE = (
    "fail error slow unavailable customer user request service system server degraded outage interrupted elevated rate increase "
    "some new old high low many part percent quarter half all every number page show shown see start started stop stopped run "
    "work works use used using open load loading available access try wait wrong missing add added set one two three first "
    "last change changed release time take took long longer second europe region production platform application app data "
    "respond response answer check fix fixed restart restarted return reach find found need give keep let put turn hold cannot "
    "everybody nobody person people merchant account main side way place thing case end point whole full several"
).split()

#: Turns of phrase: a part that stands in every text which holds the phrase, its pattern in lower case, the word to compare.
#: The part is looked for first, because most texts hold none of them and patterns are slow.
PHRASES = (
    ("out of", r"(?:ran|runs?|running) out of (?:disk |free )?(?:space|room)", "diskful"),
    ("space", r"no (?:disk |free )?space(?: left)?", "diskful"),
    (
        "full",
        r"(?:disk|volume|partition|filesystem)s? (?:(?:was|is|were|got|became|went|had) )?full",
        "diskful",
    ),
    (
        "fill",
        r"(?:disk|volume|partition|filesystem)s? (?:(?:was|is|were|had) )?fill(?:ed|ing)(?: up)?",
        "diskful",
    ),
    ("fill", r"fill(?:ed|s)(?: up)? (?:the |its |a )?(?:disk|volume|partition)", "diskful"),
    ("memory", r"(?:(?:ran|runs?|running) )?out[ -]of[ -]memory", "oom"),
    ("memory", r"memory leak(?:s|ed)?|leak(?:s|ed|ing)? memory", "memoryleak"),
    ("limit", r"rate[ -]limit(?:s|ed|ing|er)?", "throttl"),
    ("over", r"fail(?:ed|s|ing)?[ -]?over", "failover"),
    ("out", r"time[ds]?[ -]?out", "timeout"),
    ("back", r"roll(?:ed|s|ing)?[ -]?back", "rollback"),
    ("name", r"name (?:resolution|lookup|look-up|server)s?", "dns"),
    ("domain", r"domain name", "domain"),
    ("balanc", r"load[ -]?balancers?", "loadbalanc"),
    ("pool", r"connection pools?|pools? of connections", "connectionpool"),
    ("feature", r"feature[ -](?:flag|toggle|switch)(?:s|es)?", "featureflag"),
    ("clock", r"clock (?:skew|drift)|clocks? (?:drifted|went|was off|were off)", "clockskew"),
    ("sign", r"(?:single )?sign(?:ed|ing)?[ -]?(?:in|on)", "login"),
    ("log", r"log(?:ged|ging)?[ -]?(?:in|on)", "login"),
)

#: Word -> the word that it is compared as.
ONE_MEANING = {
    word: key
    for key, words in {
        "certificat": "certificate certificates cert certs tls ssl x509",
        "expir": "expired expires expiring expiry expiration lapsed outdated",
        "databas": "database databases db dbs postgres postgresql mysql mariadb rds sql",
        "replic": "replica replicas replication replicate standby secondary follower",
        "diskful": "diskfull enospc",
        "disk": "disk disks volume volumes filesystem partition storage",
        "oom": "oom oomkilled",
        "memory": "memory ram heap",
        "kubernet": "kubernetes k8s pod pods kubelet cluster clusters",
        "deploy": "deploy deploys deployed deployment deployments rollout release releases released shipped",
        "rollback": "rollback revert reverted reverting",
        "configur": "config configs configuration configurations configured misconfigured misconfiguration setting settings",
        "dns": "dns resolver resolvers nameserver nameservers hostname hostnames",
        "network": "network networks networking router routers switch routing bgp route routes backbone fibre fiber",
        "loadbalanc": "loadbalancer balancer balancers lb haproxy nginx ingress",
        "queu": "queue queues queued queueing backlog backlogs kafka rabbitmq broker brokers",
        "consumer": "consumer consumers worker workers",
        "delay": "delay delays delayed late latency lag lagged lagging behind",
        "timeout": "timeout timeouts timed",
        "throttl": "throttle throttled throttling quota quotas ratelimit ratelimited 429",
        "login": "login logins signin authentication authenticate auth sso oauth oidc password passwords session sessions",
        "cach": "cache caches cached caching redis memcached",
        "payment": "payment payments pay paying card cards checkout charge charges charged",
        "mail": "mail mails email emails smtp",
        "supplier": "supplier provider vendor upstream third-party partner",
        "migrat": "migration migrations migrate migrated migrating",
        "lock": "lock locks locked locking deadlock deadlocks",
        "index": "index indexes indices indexing reindex",
        "search": "search searches searching elasticsearch opensearch",
        "webhook": "webhook webhooks callback callbacks",
        "cron": "cron crontab scheduled scheduler schedule",
        "featureflag": "toggle toggles flag flags",
        "duplicat": "duplicate duplicates duplicated twice double doubled",
        "clockskew": "ntp",
        "permission": "permission permissions rights privilege privileges forbidden denied 403 iam role roles policy",
        "firewal": "firewall firewalls waf",
        "power": "power ups generator",
        "datacent": "datacentre datacenter datacentres",
        "crash": "crash crashes crashed crashing segfault panic",
        "traffic": "traffic load spike spikes surge surges peak",
        "upload": "upload uploads uploaded uploading",
        "download": "download downloads downloaded",
        "image": "image images picture pictures photo photos thumbnail thumbnails",
        "invoic": "invoice invoices invoicing billing bill bills",
        "export": "export exports exported csv",
        "secret": "secret secrets credential credentials token tokens key keys",
        "rotat": "rotate rotated rotation renewed renew renewal renewing",
        "restor": "restore restored backup backups",
    }.items()
    for word in words.split()
}
