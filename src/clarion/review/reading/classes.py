"""Closed classes of English words: the grammar's parts of speech, and the nouns that name people. All lower case."""

DETERMINERS = frozenset(
    """
    a an the this that these those my your his her its our their whose some any every each no all both
    another either neither several many most
    """.split()
)
POSSESSIVES = frozenset(["my", "your", "his", "her", "its", "our", "their", "whose"])
PREPOSITIONS = frozenset(
    """
    of in on at for from with by about during within between under over through across to into onto
    against among after before since until till behind near outside inside via per without towards
    despite beyond
    """.split()
)
RELATIVES = frozenset(["who", "whom", "which", "that", "whose"])
SUBORDINATORS = frozenset(
    """
    because although though while when whenever if unless whereas once so as than whether how why where
    since after before until till that lest
    """.split()
)
COORDINATORS = frozenset(["and", "but", "or", "nor", "yet", "then"])
MODALS = frozenset(
    """
    can could will would shall should may might must can't cannot couldn't won't wouldn't shan't
    shouldn't mightn't mustn't ought i'll you'll he'll she'll we'll they'll it'll would've could've
    should've might've must've
    """.split()
)
BE = frozenset(
    """
    be is are was were been being am isn't aren't wasn't weren't i'm you're we're they're he's she's
    it's
    """.split()
)
HAVE = frozenset(
    """
    have has had having haven't hasn't hadn't i've you've we've they've
    """.split()
)
DO = frozenset(["do", "does", "did", "don't", "doesn't", "didn't"])
NEGATIONS = frozenset(
    """
    not never no nobody none nothing neither nor without cannot can't couldn't won't wouldn't shouldn't
    isn't aren't wasn't weren't don't doesn't didn't haven't hasn't hadn't hardly
    """.split()
)
AUXILIARIES = MODALS | BE | HAVE | DO | {"to", "get", "got", "gets"}
ADVERBS = frozenset(
    """
    also again already always almost apparently clearly obviously simply just still now then then never
    ever once often repeatedly probably possibly maybe perhaps presumably likely unfortunately sadly
    actually really even only not later earlier before finally first too yesterday today accidentally
    inadvertently mistakenly wrongly incorrectly carelessly deliberately knowingly manually blindly
    recklessly negligently foolishly quickly quietly soon completely totally entirely simply plainly
    unintentionally
    """.split()
)
NOT_ADVERBS = frozenset(
    """
    supply reply apply family only italy july assembly anomaly monthly weekly daily early
    """.split()
)

PERSONAL_PRONOUNS = frozenset(
    """
    he she him someone somebody anyone anybody nobody everyone everybody whoever
    """.split()
)

ROLES = frozenset(
    """
    engineer engineers developer developers dev devs programmer programmers coder coders operator
    operators admin admins administrator administrators sysadmin sysadmins manager managers lead leads
    leader leaders director directors boss head architect architects analyst analysts tester testers
    reviewer reviewers approver approvers author authors committer maintainer maintainers owner owners
    responder responders commander commanders scribe technician technicians electrician electricians
    contractor contractors consultant consultants freelancer freelancers intern interns trainee trainees
    apprentice apprentices student students employee employees colleague colleagues coworker coworkers
    teammate teammates staff staffer personnel worker workers crew crews member members person people
    human humans individual individuals user users customer customers client clients agent agents
    assistant assistants clerk clerks cashier cashiers teller tellers nurse nurses doctor doctors
    pharmacist pharmacists teacher teachers driver drivers pilot dispatcher dispatchers courier couriers
    installer installers electricians vendor's guy guys fellow folks man woman men women newcomer newbie
    novice junior juniors senior hire hires starter joiner expert experts specialist specialists officer
    officers executive executives ceo cto cio coo ciso cfo vp president chief supervisor supervisors
    coordinator coordinators designer designers dba dbas sre sres po scrum-master
    merchant merchants shopkeeper caller callers subscriber subscribers tenant passenger passengers
    visitor visitors guest guests patient patients player players buyer buyers seller sellers partner
    partners supporter moderator moderators editor editors publisher receptionist secretary accountant
    accountants auditor auditors trader traders broker brokers janitor cleaner cleaners guard guards
    plumber builder builders idiot idiots fool fools moron morons amateur amateurs culprit
    """.split()
)
"""Nouns for people by what they do."""

GROUPS = frozenset(
    """
    team teams department departments group groups squad squads tribe guild shift shifts management
    leadership board committee helpdesk division unit desk rota staff crew office headquarters hq
    workforce
    """.split()
)
"""Nouns for people taken together."""

DEPARTMENTS = frozenset(
    """
    engineering infrastructure infra platform operations ops devops devsecops security secops support
    sales marketing finance legal compliance hr it qa product procurement facilities networking dba dbas
    sre helpdesk management leadership accounting purchasing logistics dispatch reception
    fulfilment fulfillment controlling treasury payroll communications editorial housekeeping
    """.split()
)
"""A team when it stands alone as the subject, capitalised: "Security failed to revoke the key"."""

MORE_ROLES = frozenset(
    """
    instructor instructors gardener locksmith blacksmith tailor tiler plasterer lecturer lecturers professor professors tutor tutors dean translator translators chef
    cook cooks waiter waiters waitress captain captains mechanic mechanics foreman warden ranger
      purchaser purchasers trainer trainers husband wife spouse son daughter mother
    father brother sister neighbour neighbor neighbours neighbors landlord caretaker porter conductor
    surgeon radiologist midwife therapist paramedic paramedics librarian bookkeeper notary lawyer
    lawyers attorney judge mayor treasurer deputy deputies rep reps representative representatives
    salesperson salesman saleswoman recruiter recruiters registrar volunteer volunteers temp temps
    bloke chap lad lads kid kids genius clown clowns cowboy cowboys amateurs
    predecessor predecessors successor subcontractor subcontractors subordinate superior superiors
    stakeholder photographer journalist trucker truckers postman postmen
    carpenter roofer welder fitter fitters gardener farmer baker butcher hairdresser
    pharmacists dentist vet physician physicians hygienist physiotherapist scientist scientists
    researcher researchers statistician mathematician economist banker bankers underwriter adjuster
     curator archivist organiser organisers organizer organizers hostess steward
    stewards stewardess usher signalman signaller shunter sailor skipper boatswain
    stevedore packer packers stocker warehouseman storekeeper
    shopkeepers salesclerk attendant attendants concierge bellboy housekeeper laundress
    lifeguard coach umpire athlete actress singer announcer cameraman
    newsreader spokesperson spokesman spokeswoman adviser advisers advisor advisors counsel
    parent parents headmaster principal pupil pupils resident residents citizen citizens
     traveller travellers rider riders commuter commuters payer payers taxpayer applicant
    applicants respondent policyholder policyholders
    """.split()
)
"""More of them, from trades that run on software without making it."""

BEFALLEN = frozenset(
    """
    user users customer customers client clients guest guests passenger passengers patient patients player players
    member members subscriber subscribers visitor visitors caller callers buyer buyers merchant merchants student
    students seller sellers shopper shoppers viewer viewers listener listeners cardholder cardholders pupil pupils resident
    residents tenant people traveller travellers rider riders
    """.split()
)
"""Whom an incident befalls: they fail to log in and get the wrong mail through no fault of theirs."""

HUMAN = ROLES | MORE_ROLES | GROUPS | PERSONAL_PRONOUNS

AMBIGUOUS = frozenset(
    """
    operator operators agent agents client clients user users owner lead head unit units group groups
    desk shift shifts driver drivers dispatcher dispatchers installer installers host
    guard guards publisher subscriber subscribers reviewer tester scribe senior junior office member
    members worker workers partner partners tenant scheduler chief starter human builder builders
    cleaner cleaners editor editors designer visitor supervisor supervisors coordinator coordinators
    moderator broker brokers courier couriers administrator assistant assistants author
    board platform product support security infrastructure it operations networking
    """.split()
)
"""People or machines: a technical word before them, or none of a person's verbs after, makes them machines."""

TECHNICAL_MODIFIERS = frozenset(
    """
    kubernetes k8s postgres postgresql mysql redis kafka mongo mongodb etcd rabbitmq kernel device disk
    gpu network graphics usb nic query http https tcp dns tls ssl ssh api sql database db cluster
    storage job task message queue event build ci backup monitoring logging metrics package memory cache
    session connection process service container pod worker node instance server web browser email mail
    ftp ldap vpn smtp rest grpc graphql lambda cron thread file log replication volume autoscaling
    scaling update health resource cloud load traffic config configuration deployment secret
    certificate key password licence license device jdbc odbc background async celery sidekiq puppet
    chef ansible terraform helm prometheus flink spark hadoop window
    """.split()
)
"""A noun after one of these is a piece of software: "the Postgres operator", "the device driver"."""

NUMBER_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12, "lakh": 100_000,
    "lakhs": 100_000, "crore": 10_000_000, "crores": 10_000_000,
}  # fmt: skip

CLASSES: dict[str, frozenset[str]] = {
    "human": HUMAN,
    "role": ROLES,
    "group": GROUPS,
    "be": BE,
    "have": HAVE,
    "do": DO,
    "modal": MODALS,
    "not": NEGATIONS,
    "det": DETERMINERS,
    "poss": POSSESSIVES,
    "prep": PREPOSITIONS,
    "number": frozenset(NUMBER_WORDS) | frozenset(SCALES),
}
"""Classes that a phrase may name: <human>, <be>, ..."""

PROBLEMS = frozenset(
    """
    bug bugs issue issues glitch glitches hiccup hiccups blip blips bump bumps problem problems error
    errors outage outages incident incidents interruption interruptions disruption disruptions
    inconvenience inconveniences delay delays mistake mistakes fault faults matter hitch hitches snag
    snags flaw flaws defect defects mishap mishaps degradation irregularity irregularities nuisance
    annoyance misunderstanding wobble wobbles disturbance disturbances downtime slowdown slowdowns
    failure failures breach leak mix slip oversight malfunction trouble troubles discrepancy
    discrepancies inaccuracy inaccuracies drop dip setback setbacks complication complications
    crash crashes regression regressions
    """.split()
)
"""What one calls an incident, great or small."""
SMALL = frozenset(
    """
    small smallish little tiny teeny minor slight brief short trivial insignificant negligible
    cosmetic marginal momentary harmless mere simple minuscule miniscule petty wee
    fleeting isolated modest mild inconsequential unimportant
    """.split()
)
"""Adjectives that shrink what they stand before."""
ORGANISATIONS = frozenset(
    """
    vendor vendors supplier suppliers provider providers carrier carriers bank banks insurer airline
    airlines airport railway railways manufacturer manufacturers contractor subcontractor agency
    agencies company companies firm firms regulator regulators authority authorities ministry
    government council utility operator operators telco isp hoster registrar processor acquirer
    partner partners reseller resellers distributor publisher partner's vendor's supplier's
    provider's bank's landlord courier couriers forwarder customs amazon aws google microsoft
    azure cloudflare third party parties others weather storm union rules law
    """.split()
)
"""Others who can be made to answer for an incident: companies, authorities, the weather."""
CLASSES |= {"problem": PROBLEMS, "small": SMALL, "organisation": ORGANISATIONS}
