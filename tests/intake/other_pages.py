"""Files as other status pages give them, written by hand after the shapes that their APIs document."""

import json
from typing import Any

CHECKOUT, SEARCH, GROUP = "k3v9x2m7q1zd", "b8n4w6t0c5ya", "g1r2o3u4p5aa"
SCREENED = {
    "created_at": "2026-01-01T00:00:00.000Z",
    "updated_at": "2026-01-01T00:00:00.000Z",
    "page_id": "pageidpageid",
}


def component(identity: str, name: str, position: int, **more: Any) -> dict[str, Any]:
    return {
        "id": identity, "name": name, "status": "operational", "position": position, "description": None,
        "showcase": False, "start_date": None, "group_id": None, "group": False, "only_show_if_degraded": False,
        **SCREENED, **more,
    }  # fmt: skip


def said(code: str, name: str, old: str, new: str) -> dict[str, str]:
    return {"code": code, "name": name, "old_status": old, "new_status": new}


def message(identity: str, status: str, body: str, at: str, affected: Any = None) -> dict[str, Any]:
    return {
        "id": identity, "status": status, "body": body, "incident_id": "i1i1i1i1i1i1", "created_at": at, "updated_at": at,
        "display_at": at, "affected_components": affected, "deliver_notifications": True, "custom_tweet": None,
        "tweet_id": None,
    }  # fmt: skip


COMPONENTS = {
    "components": [
        component(GROUP, "Shop", 1, group=True, components=[CHECKOUT]),
        component(CHECKOUT, "Checkout", 2, group_id=GROUP, description="Paying for a basket"),
        component(SEARCH, "Search", 3),
    ]
}
INCIDENT = {
    "id": "i1i1i1i1i1i1",
    "name": "Card payments fail",
    "status": "postmortem",
    "impact": "major",
    "shortlink": "https://stspg.example/i1",
    "created_at": "2026-03-10T09:05:00.000Z",
    "updated_at": "2026-03-12T09:00:00.000Z",
    "started_at": "2026-03-10T10:00:00.000+01:00",
    "monitoring_at": None,
    "resolved_at": "2026-03-10T10:00:00.000Z",
    "page_id": "pageidpageid",
    "components": COMPONENTS["components"][1:2],
    "incident_updates": [
        message("u4u4u4u4u4u4", "postmortem", "## What happened", "2026-03-12T09:00:00.000Z"),
        message(
            "u3u3u3u3u3u3", "resolved", "Payments work again.", "2026-03-10T10:00:00.000Z",
            [said(CHECKOUT, "Shop - Checkout", "degraded_performance", "operational")],
        ),
        message(
            "u2u2u2u2u2u2", "monitoring", "", "2026-03-10T09:45:00.000Z",
            [said(CHECKOUT, "Shop - Checkout", "major_outage", "degraded_performance")],
        ),
        message(
            "u1u1u1u1u1u1", "investigating", "Card payments fail.", "2026-03-10T09:05:00.000Z",
            [said(CHECKOUT, "Shop - Checkout", "operational", "major_outage")],
        ),
    ],
}  # fmt: skip
MAINTENANCE = {
    **INCIDENT,
    "id": "m1m1m1m1m1m1",
    "name": "Database upgrade",
    "status": "scheduled",
    "impact": "maintenance",
    "resolved_at": None,
    "scheduled_for": "2026-04-01T22:00:00.000Z",
    "scheduled_until": "2026-04-01T23:00:00.000Z",
    "incident_updates": [
        message("s1s1s1s1s1s1", "scheduled", "Search may be slow.", "2026-03-20T09:00:00.000Z")
    ],
}
SUBSCRIBERS = """type,address,state,components
email,ida@example.com,active,
email,jon@example.com,unconfirmed,
webhook,https://hooks.example.com/clarion,active,Checkout; Search
sms,+4917000000,active,
email,kim@example.com,quarantined,
"""


def statuspage(**changes: Any) -> dict[str, bytes]:
    """The files of one page; `changes` replaces some of them."""
    files = {
        "components.json": COMPONENTS,
        "incidents.json": {"page": {}, "incidents": [INCIDENT]},
        "maintenances.json": {"page": {}, "scheduled_maintenances": [MAINTENANCE]},
        "subscribers.csv": SUBSCRIBERS,
    }
    files |= {name.replace("_", "."): content for name, content in changes.items()}
    return {
        name: content.encode() if isinstance(content, str) else json.dumps(content).encode()
        for name, content in files.items()
    }


CACHET_2 = {
    "groups.json": {"meta": {}, "data": [{"id": 1, "name": "Shop", "order": 0, "created_at": "2026-01-01 00:00:00"}]},
    "components.json": {
        "data": [
            {"id": 7, "name": "Checkout", "description": "Paying", "status": 1, "order": 2, "group_id": 1, "enabled": True},
            {"id": 8, "name": "Search", "description": "", "status": "2", "order": 1, "group_id": 0, "enabled": True},
        ]
    },
    "incidents.json": [
        {
            "meta": {"pagination": {"total": 3}},
            "data": [
                {
                    "id": 12, "component_id": 7, "name": "Card payments fail", "status": 4, "visible": 1,
                    "message": "Card payments fail.", "component_status": 4, "occurred_at": "2026-03-10 10:05:00",
                    "created_at": "2026-03-10 10:06:00", "updated_at": "2026-03-10 11:00:00", "deleted_at": None,
                    "updates": [
                        {"id": 1, "incident_id": 12, "status": 2, "message": "A certificate expired.",
                         "created_at": "2026-03-10 10:30:00"},
                        {"id": 2, "incident_id": 12, "status": 4, "message": "Payments work again.",
                         "created_at": "2026-03-10 11:00:00"},
                    ],
                },
                {"id": 13, "component_id": 0, "name": "Hidden", "status": 1, "visible": 0, "message": "x",
                 "created_at": "2026-03-10 10:06:00"},
            ],
        },
        {"data": [
            {"id": 14, "component_id": 0, "name": "All was slow", "status": 4, "visible": 1, "message": "Slow.",
             "created_at": "2026-03-11 10:00:00", "updated_at": "2026-03-11 10:20:00"},
        ]},
    ],
    "schedules.json": {
        "data": [
            {"id": 3, "name": "Database upgrade", "message": "Search may be slow.", "status": 0,
             "scheduled_at": "2026-04-01 22:00:00", "completed_at": None, "created_at": "2026-03-20 09:00:00",
             "components": [{"component_id": 8, "component_status": 2}]},
        ]
    },
    "subscribers.json": {
        "data": [
            {"id": 1, "email": "ida@example.com", "verified_at": "2026-01-02 10:00:00", "global": 1},
            {"id": 2, "email": "jon@example.com", "verified_at": None, "global": 1},
            {"id": 3, "email": "kim@example.com", "verified_at": "2026-01-02 10:00:00", "global": 0,
             "subscriptions": [{"id": 5, "component_id": 8}]},
        ]
    },
}  # fmt: skip


def _moment(text: str) -> dict[str, str]:
    return {"human": "8 months ago", "string": text}


CACHET_3 = {
    "groups.json": {"data": [{"id": "1", "type": "componentGroups", "attributes": {"id": 1, "name": "Shop"}}]},
    "components.json": {
        "data": [
            {
                "id": "7", "type": "components",
                "attributes": {"id": 7, "name": "Checkout", "description": "Paying", "order": 1, "status": 1, "enabled": True},
                "relationships": {"group": {"data": {"type": "componentGroups", "id": "1"}}},
            }
        ]
    },
    "incidents.json": {
        "data": [
            {
                "id": "12", "type": "incidents",
                "attributes": {
                    "id": 12, "guid": "6c0ec1d2-0000", "name": "Card payments fail", "message": "Card payments fail.",
                    "visible": True, "status": {"human": "Fixed", "value": 4},
                    "occurred": _moment("2026-03-10 10:05:00"), "created": _moment("2026-03-10 10:06:00"),
                },
                "relationships": {
                    "components": {"data": [{"type": "components", "id": "7"}]},
                    "updates": {"data": [{"type": "updates", "id": "2"}]},
                },
            }
        ],
        "included": [
            {"id": "2", "type": "updates", "attributes": {
                "id": 2, "message": "Payments work again.", "status": {"human": "Fixed", "value": 4},
                "created": _moment("2026-03-10 11:00:00"),
            }},
        ],
    },
    "schedules.json": {
        "data": [
            {
                "id": "3", "type": "schedules",
                "attributes": {
                    "id": 3, "name": "Database upgrade", "message": "Search may be slow.",
                    "status": {"human": "Complete", "value": 2}, "scheduled": _moment("2026-04-01 22:00:00"),
                    "completed": _moment("2026-04-01 23:00:00"), "published": _moment("2026-03-20 09:00:00"),
                },
                "relationships": {"components": {"data": [{"type": "components", "id": "7"}]}},
            }
        ]
    },
    "subscribers.json": {
        "data": [
            {"id": "1", "type": "subscribers", "attributes": {"id": 1, "email": "ida@example.com", "global": True, "verified": True}},
        ]
    },
}  # fmt: skip


def cachet(version: int, **changes: Any) -> dict[str, bytes]:
    files = {**(CACHET_2 if version == 2 else CACHET_3)}
    files |= {name.replace("_", "."): content for name, content in changes.items()}
    return {name: json.dumps(content).encode() for name, content in files.items()}
