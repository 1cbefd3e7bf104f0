"""Nouns of what people use and of what happens to it, shared by the elements. All lower case."""

from clarion.review.reading.classes import ROLES

PEOPLE = ROLES | frozenset(
    """
    account accounts company companies business businesses organisation organisations organization organizations school schools
    studio studios shop shops store stores branch branches household households home homes site sites farm farms hotel hotels
    practice practices clinic clinics hospital hospitals pharmacy pharmacies restaurant restaurants bank banks municipality
    municipalities viewer viewers listener listeners reader readers learner learners parent parents pupil pupils agency agencies
    broker brokers dealer dealers farmer farmers donor donors voter voters citizen citizens resident residents traveller travellers
    traveler travelers rider riders commuter commuters member members holder holders cardholder cardholders shopper shoppers
    creator creators artist artists author authors lender lenders borrower borrowers landlord landlords tenants fan fans
    attendee attendees participant participants recipient recipients sender senders applicant applicants candidate candidates
    consumer consumers supplier suppliers reseller resellers franchise franchises workspace workspaces project projects
    repository repositories tenant lodger lodgers fleet fleets firm firms team teams district districts university universities
    college colleges library libraries museum museums venue venues station stations terminal terminals depot depots
    warehouse warehouses factory factories office offices relatives families carers pensioner pensioners worker workers everyone everybody
    """.split()
)
"""Who is affected."""

OBJECTS = frozenset(
    """
    order orders payment payments transaction transactions parcel parcels shipment shipments delivery deliveries invoice invoices
    message messages email emails mail mails call calls booking bookings reservation reservations ticket tickets claim claims
    request requests session sessions job jobs build builds upload uploads download downloads file files document documents
    transfer transfers card cards login logins search searches report reports device devices meter meters phone phones notification
    notifications webhook webhooks query queries deployment deployments run runs page pages domain domains event events record
    records appointment appointments prescription prescriptions result results lesson lessons class classes course courses match
    matches game games stream streams channel channels flight flights trip trips ride rides refund refunds statement statements
    entry entries charge charges auction auctions listing listings subscription subscriptions pushes push workflow workflows
    certificate certificates photo photos picture pictures product products item items basket baskets cart carts form forms
    application applications quote quotes offer offers signature signatures registration registrations lines line number numbers
    attempts attempt visits visit views view conversations conversation contracts contract cases case votes seats cars vehicles
    mailbox mailboxes house houses charger chargers bill bills ward wards machine turnstile turnstiles locker lockers machines sensors cameras locks batch batches
    """.split()
)
"""What is affected, as a reader counts it."""

FEATURES = frozenset(
    """
    checkout billing payroll messaging chat playback voicemail telephony geocoding autocomplete webhooks dns vpn
    invoicing ticketing roaming backups webmail livestream livestreams e-banking e-mail single dashboards dashboard hosting
    newsletters television timetable timetables calendar logins signup sign-in sign-up sign-on notifications exports imports
    playlists subtitles wifi broadband intranet hotline e-signature payouts pushes voice video search uploads downloads

    """.split()
)
"""A feature in one word, enough to say which service is meant."""

PRODUCT_NOUNS = frozenset(
    """
    portal portals app apps bank calendar planner page pages channel channels service services api login shop store dashboard console
    editor inbox mailbox feed map maps search module modules gateway checkout wallet terminal terminals terminals player viewer
    client plugin extension integration integrations connector connectors export exports import imports upload uploads download
    downloads notification notifications message messages call calls payment payments transfer transfers card cards
    booking bookings order orders ticket tickets backup backups runner runners build builds workflow workflows pipeline pipelines
    registry repository repositories pushes push tool tools system line lines network website site platform board catalogue catalog
    library archive form forms tracking tracker hub gw svc auth gateway billing account accounts statement statements storage database databases cluster
    stream streams video lesson lessons test tests results timetable locker lockers meter meters charger chargers reader readers
    printer printers programme program scheme scores score assistant bot chatbot desk centre center hall machine machines kiosk kiosks scanner scanners lock locks
    ledger index engine exchange marketplace market auction auctions invoice invoices box hotline software worker
    """.split()
)
"""A service when a word before it says which: "booking calendar", "patient portal"."""
GENERIC_MODIFIERS = frozenset(
    """
    new old main whole entire online affected own external internal other different error status web empty same first second third
    current correct public this that known next last final blank wrong single small large full partial open our your their its
    hotel start home following previous earlier every each all some many more few no any most usual normal support it
    second-hand customer's another such certain various several multiple existing remaining faulty broken slow official
    dear great good bad best high low long short early late technical digital central common general important possible
    delayed missing failed cancelled lost duplicate double queued incoming outgoing waiting pending unsent open late sent received
    phone duty help service desk replacement spare reserve second backup test printed written urgent be is are was were
    """.split()
)
"""Words before a product noun that do not say which product it is."""

AREA_NOUNS = frozenset(
    """
    region regions district districts area areas country countries city cities state states province provinces canton county
    zone zones postcode postcodes territory territories continent island islands datacenter datacentre town village borough
    """.split()
)

INNARDS = frozenset(
    """
    node nodes cluster clusters tier tiers server servers shard shards replica replicas pod pods host hosts disk disks queue queues
    index indexes indices certificate certificates key keys config configuration cache caches 5xx 4xx 500s 502 503 504 rate rates
    latency lag replication memory cpu thread threads worker workers segment segments alert alerts monitor monitors probe probes synthetic partition partitions cron heap backend backends gateway kafka redis postgres database rejections
    ingest quota leader router routers vm vms container containers scheduler compaction table migration deploy release
    script pipeline broker-3 daemon socket proxy proxies balancer switch uplink rack
    """.split()
)
"""Parts of the system that only its makers see."""
