"""The tables of this app, by topic."""

from clarion.postmortems.action_items import ActionItem, DueChange
from clarion.postmortems.comments import Comment
from clarion.postmortems.demands import Demand
from clarion.postmortems.five_whys import Why
from clarion.postmortems.impact import Measure
from clarion.postmortems.item_calendar import ItemCalendar
from clarion.postmortems.item_changes import ItemChange
from clarion.postmortems.lessons import Lesson
from clarion.postmortems.people_involved import Involved
from clarion.postmortems.postmortem import PostMortem, Reviewer
from clarion.postmortems.reminders import Reminder, ReminderCall
from clarion.postmortems.sections import Section, SectionVersion
from clarion.postmortems.trackers.account import TrackerAccount
from clarion.postmortems.trackers.ticket_link import TicketLink
from clarion.postmortems.versions import DocumentVersion

__all__ = [
    "ActionItem", "Comment", "Demand", "DocumentVersion", "DueChange", "Involved", "ItemCalendar", "ItemChange", "Lesson",
    "Measure", "PostMortem", "Reminder", "ReminderCall", "Reviewer", "Section", "SectionVersion", "TicketLink", "TrackerAccount", "Why",
]  # fmt: skip
