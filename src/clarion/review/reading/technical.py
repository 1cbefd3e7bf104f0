"""Words of the trade: how computers, networks and software are built. All lower case.

What most readers of a status page have met is left out on purpose: API, server, website, app, browser, login, database,
certificate, cache, latency, timeout, traffic, configuration, rollback, e-mail, Wi-Fi, PDF.
"""

SOFTWARE = frozenset(
    """
    kubernetes k8s k3s kubelet kubectl etcd containerd dockerd docker podman istio traefik linkerd nginx haproxy varnish httpd
    tomcat gunicorn uwsgi kafka zookeeper rabbitmq activemq redis memcached valkey postgres postgresql pgbouncer mysql mariadb
    sqlite mongo mongodb couchbase cassandra dynamodb bigtable bigquery redshift clickhouse elasticsearch opensearch lucene
    solr hadoop hdfs airflow flink hbase trino prometheus grafana kibana datadog logstash fluentd collectd statsd telegraf
    influxdb systemd journald sshd ntpd chronyd crond dnsmasq coredns keepalived rsyslog rsyslogd snmpd mysqld mongod auditd
    cgroup cgroups iptables nftables netfilter conntrack ebpf ipvs openssl libc glibc jvm jdk openjdk nodejs webpack terraform
    ansible cloudformation pulumi argocd spinnaker sidekiq resque gitops ec2 s3 eks gke sqs vmware vsphere esxi openstack ceph
    glusterfs zfs ext4 xfs lvm nfs nfsd samba smb cifs iscsi postfix dovecot exim oauth oauth2 saml oidc openid ldap ldaps
    kerberos graphql grpc websocket websockets protobuf avro log4j dkim dmarc vmotion algolia consul
    """.split()
)
"""Products, programs and protocols that run behind the scenes."""

SHORT_FORMS = frozenset(
    """
    bgp ospf mpls nat cgnat mtu vlan vlans vpc vpcs vnet vnets cdn cdns waf alb elb nlb gslb lb lbs tcp udp icmp dhcp arp ntp
    smtp imap cname nxdomain servfail soa ttl ttls sni mtls hsts ocsp crl pki hsm kms hmac jwt jwts rbac abac iam acl acls
    csrf cors xss spf sql nosql etl cdc orm ddl dml wal lsn oltp olap dlq dlqs rpc rpcs json yaml xml xslt uuid uuids guid
    iops raid nvme lun luns oom oomkilled gc numa npe vm vms hpa crd crds cni csi daemonset statefulset configmap rds aks sns
    qps rps tps slo slos sli slis mttr mttd mtbf mtta rto rpo rca rcas qos cicd ecc fqdn hlr smsc ss7 upf ipv4 ipv6 ipsec rtt
    dns dnssec eof enospc econnrefused etimedout econnreset sigkill sigterm sigsegv lru dag dags gtid xid asn asns
    pdu nas san sfp bmc ipmi pxe plc scada dslam olt cmts bras bng pppoe radius docsis enodeb gnodeb sip rtp sbc stun webrtc quic gzip brotli
    md5 rsa ecdsa aes csp siem asic tcpdump mime
    """.split()
)
"""Short forms that only the trade uses."""

IN_CAPITALS = frozenset(
    """
    nas san nat arp soa gc lb lbs raid dag dags sip radius sns orm spf etl ecc lru rds aks asic olt bras mime npe eof pki csi crl xid
    slo slos sli slis rps tps aes rsa stun ims upf sfp
    """.split()
)
"""Of these, the ones that in small letters are other words, or nothing."""

TERMS = frozenset(
    """
    backend contention throughput regression regressions provisioning autoscale dependencies redeploying redeployed
    backends middleware microservice microservices failover failovers failback cutover mutex mutexes deadlock deadlocks
    deadlocked livelock segfault segfaults segfaulted stacktrace traceback coredump goroutine goroutines threadpool
    cron cronjob cronjobs crontab inode inodes hypervisor hypervisors autoscaling autoscaler autoscalers autoscale autoscaled
    throttling idempotent idempotency idempotence upsert upserts sharding sharded shard shards resharding replication
    replicas replica namespace namespaces schema schemas subnet subnets netmask hostname hostnames backpressure backoff
    serialization serialisation deserialization deserialisation deserialize deserialise deserializer serializer regex
    regexes checksum checksums hashing bytecode hardcoded refactor refactored refactoring observability telemetry
    orchestrator reindex reindexing reindexed indexer indexers greylisted greylisting graylisted multitenant multitenancy
    serverless stateless stateful deprovisioned deprovisioning enqueue enqueued enqueues enqueuing dequeue dequeued
    dequeuing memoization preflight autovacuum keepalive keepalives loopback proxy proxies cluster clusters node nodes pod pods
    worker workers codec codecs multicast anycast peering sidecar sidecars prefetching dockerfile pubsub linter statused
    nullpointer outofmemory middlebox rehash unicast subprocess stdout stderr syslog localhost binlog checkpointing concurrency parallelism reconciler snapshotting workload workloads base64
    charset nonce boolean subroutine
    """.split()
)
"""Terms that tell a reader outside the trade nothing, or something else."""

NEEDS_COMPANY = frozenset(
    """
    quorum kernel kernels payload payloads heartbeat heartbeats orchestration instrumentation semaphore daemon daemons
    tombstone tombstones prefetch monolith recursion teardown subsystem subsystems ingress egress codebase parser
    parsers webhook webhooks asynchronous asynchronously filesystem filesystems host hosts container containers pipeline
    pipelines endpoint endpoints broker brokers consumer consumers producer producers listener listeners partition partitions
    offset offsets bucket buckets socket sockets handshake handshakes header headers heap thread threads queries index
    indexes indices queue queues queueing queuing instance instances scheduler dispatcher resolver resolvers relay relays
    tunnel tunnels upstream downstream standby lag contention saturation saturated exhaustion starvation eviction compaction
    rebalance rebalancing watchdog sentinel bastion canary runtime binary binaries exception exceptions stale token tokens
    layer tier plane pool pools buffer buffers handler handlers mount mounts controller
    controllers manifest manifests jitter prefix prefixes polling
    """.split()
)
"""Everyday words that are terms only in technical company: "the message queue", "a host of the cluster"."""

COMPANY = frozenset(
    """
    database databases db api backend frontend network memory cpu disk storage compute tls ssl http https tcp dns sql html
    javascript java python php linux unix cache caching message messaging event stream auth request connection
    process debug async sync ingest ingestion indexing hashing logging metrics batch kernel retry thread worker
    server cloud web websocket query session code
    """.split()
)
"""What makes a word of NEEDS_COMPANY a term by standing before it."""

ADJACENT_ONLY = frozenset(
    """
    queue queues consumer consumers producer producers token tokens container containers pipeline pipelines tier layer plane
    pool pools saturated exhaustion instance instances index host endpoint endpoints resolver resolvers scheduler prefix
    prefixes queries standby stale broker brokers host hosts
    """.split()
)
"""Of these, the ones so common elsewhere that a term further off in the sentence does not vouch for them."""

FIRM = SOFTWARE | SHORT_FORMS | TERMS | {"backend"}
"""What does so from anywhere near."""

LITERAL: dict[str, frozenset[str]] = {
    word: frozenset(others.split())
    for words, others in (
        (
            "replica replicas",
            "watch watches jersey jerseys shirt shirts sword museum toy statue wooden antique",
        ),
        ("shard shards", "glass pottery ceramic ice london porcelain"),
        (
            "proxy proxies",
            "vote votes voting voter shareholder shareholders ballot form holder statement indicator meeting",
        ),
        (
            "cluster clusters",
            "headache headaches bomb galaxy star stars grape grapes infections islands houses villages",
        ),
        ("node nodes", "lymph lymphatic motorway motorways road rail railway station"),
        ("pod pods", "pea peas coffee vanilla whale whales dolphin dolphins detergent earphone sleeping"),
        (
            "worker workers",
            (
                "agency factory farm health healthcare care social key union unions sex shift construction seasonal postal "
                "railway dock shop warehouse office remote rescue aid mine strike colleagues wage wages pay payroll employees staff"
            ),
        ),
        ("egress ingress", "water dust moisture rain building fire window rating"),
        ("payload payloads", "rocket truck drone satellite lorry kg van"),
        ("orchestration orchestrator", "music orchestra strings concert score"),
        ("kernel kernels", "corn popcorn maize wheat truth plan plans nut apricot"),
        ("telemetry", "patient patients cardiac heart animal collar race car cars bike"),
        ("replication", "study dna virus viral"),
        (
            "container containers",
            "ship ships shipping port ports terminal freight harbour harbor vessel quay crane food yard",
        ),
        (
            "pipeline pipelines",
            "gas oil water sales talent drug fuel product hydrogen plans plan candidates hiring crm deals",
        ),
        ("thread threads", "sewing cotton needle forum screw wool"),
        ("quorum", "board meeting members shareholders council committee assembly vote"),
        ("throttling", "engine car motor boiler"),
        ("host hosts", "guest guests party show wedding family rental stay television radio listing"),
        ("relay relays", "electrical electric voltage contact coil race runners baton"),
        ("tunnel tunnels", "train trains road rail metro car cars mountain traffic"),
        ("airflow", "patient cabin nasal fan vent ventilation hvac room air"),
        ("consul consulate", "embassy visa"),
        ("cassandra", "ms mrs miss"),
        ("bucket buckets", "water list ice sand paint cleaning"),
        ("socket sockets", "wall power plug lamp eye wrench"),
        ("raid", "police group boss dungeon guild"),
        ("tps", "tax"),
        ("spf", "sun cream lotion skin"),
        ("radius", "miles km mile metres"),
        ("workload workloads", "teacher teachers staff nurses agents"),
    )
    for word in words.split()
}
"""In the company of these words the term means something that everybody knows."""
