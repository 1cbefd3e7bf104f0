"""What chats take, as rules: written from their public documentation, stricter where Clarion needs less of it.

Slack: "Block Kit, reference: blocks"; Discord: "Message resource, embed limits" and "Execute webhook"; Teams: "Adaptive Card
schema 1.4" and "Create incoming webhooks with Workflows". Lengths are in UTF-16 units (`units`), which is never less than what they count.
"""

from typing import Any

from clarion.subscribers.channels.plain_text import units


def obj(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**required, **optional},
        "required": list(required),
        "additionalProperties": False,
    }


def text(most: int) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": most}


def listed(items: dict[str, Any], most: int) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": 1, "maxItems": most}


MRKDWN = obj({"type": {"const": "mrkdwn"}, "text": text(3000)})
SLACK = obj(
    {
        "text": text(4000),
        "unfurl_links": {"const": False},
        "unfurl_media": {"const": False},
        "blocks": listed(
            {
                "oneOf": [
                    obj({
                        "type": {"const": "header"},
                        "text": obj({"type": {"const": "plain_text"}, "text": text(150), "emoji": {"const": False}}),
                    }),
                    obj({"type": {"const": "section"}, "text": MRKDWN}),
                    obj({"type": {"const": "context"}, "elements": listed(MRKDWN, 10)}),
                ]
            },
            50,
        ),
    }
)  # fmt: skip

DISCORD = obj(
    {
        "allowed_mentions": obj({"parse": {"const": []}}),
        "embeds": listed(
            obj(
                {
                    "title": text(256),
                    "url": {"type": "string", "pattern": "^https?://"},
                    "description": text(4096),
                    "color": {"type": "integer", "minimum": 0, "maximum": 0xFFFFFF},
                    "timestamp": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$"},
                },
                fields=listed(
                    obj({"name": text(256), "value": text(1024), "inline": {"type": "boolean"}}), 25
                ),
                footer=obj({"text": text(2048)}),
            ),
            10,
        ),
    }
)

TEXT_BLOCK = obj(
    {"type": {"const": "TextBlock"}, "text": text(3000), "wrap": {"const": True}},
    size={"enum": ["Large"]},
    weight={"enum": ["Bolder"]},
    style={"enum": ["heading"]},
    isSubtle={"const": True},
    spacing={"enum": ["None"]},
)
FACTS = obj({
    "type": {"const": "FactSet"},
    "facts": listed(obj({"title": text(500), "value": text(500)}), 30),
})  # fmt: skip
OPEN_URL = obj({
    "type": {"const": "Action.OpenUrl"},
    "title": text(100),
    "url": {"type": "string", "pattern": "^https?://"},
})  # fmt: skip
CARD = obj({
    "$schema": {"const": "http://adaptivecards.io/schemas/adaptive-card.json"},
    "type": {"const": "AdaptiveCard"},
    "version": {"const": "1.4"},
    "lang": {"type": "string"},
    "fallbackText": text(300),
    "body": listed({"oneOf": [TEXT_BLOCK, FACTS]}, 60),
    "actions": listed(OPEN_URL, 6),
    "msteams": obj({"width": {"const": "Full"}}),
})  # fmt: skip
TEAMS = obj({
    "type": {"const": "message"},
    "attachments": listed(
        obj({
            "contentType": {"const": "application/vnd.microsoft.card.adaptive"},
            "contentUrl": {"type": "null"},
            "content": CARD,
        }),
        1,
    ),
})  # fmt: skip


def strings(document: Any) -> list[str]:
    """Every string in it."""
    if isinstance(document, str):
        return [document]
    inside = (
        document.values() if isinstance(document, dict) else document if isinstance(document, list) else ()
    )
    return [each for value in inside for each in strings(value)]


def longest(document: Any, key: str) -> int:
    """UTF-16 units of the longest string under that key, wherever it stands."""
    if isinstance(document, list):
        return max((longest(each, key) for each in document), default=0)
    if not isinstance(document, dict):
        return 0
    own = units(document[key]) if isinstance(document.get(key), str) else 0
    return max([own, *(longest(each, key) for each in document.values())])
