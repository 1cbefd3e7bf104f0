"""`clarion`: the group of all commands. A command's module is imported only when that command is called."""

import gc
from importlib import import_module

import click

COMMANDS = {
    "action-item": "clarion.cli.action_items:action_item_group",
    "audit": "clarion.cli.audit:audit",
    "bounces": "clarion.cli.bounces:bounces",
    "declare": "clarion.cli.declare:declare",
    "deliveries": "clarion.cli.deliveries:deliveries",
    "drill": "clarion.cli.drill:drill_group",
    "import": "clarion.cli.import_:import_",
    "lsp": "clarion.cli.lsp:lsp",
    "partner-key": "clarion.cli.partner_keys:partner_key_group",
    "plan": "clarion.cli.plan:plan",
    "person": "clarion.cli.people:person_group",
    "nginx-config": "clarion.cli.nginx_config:nginx_config",
    "postmortem": "clarion.cli.postmortem:postmortem_group",
    "practice": "clarion.cli.practice:practice_group",
    "public": "clarion.cli.public:public",
    "publish-static": "clarion.cli.publish_static:publish_static",
    "replay": "clarion.cli.replay:replay",
    "review": "clarion.cli.review:review",
    "rule": "clarion.cli.rule:rule",
    "search": "clarion.cli.search:search_group",
    "service": "clarion.cli.people:service_group",
    "subscriber": "clarion.cli.subscribers:subscriber_group",
    "token": "clarion.cli.tokens:token_group",
    "up": "clarion.cli.up:up",
    "worker": "clarion.cli.up:worker",
}
"""Name of a command -> "module:object". To add a command, write its module and add a line here."""


class LazyGroup(click.Group):
    """A group that knows its commands by name and loads one when it is asked for it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        gc.disable()  # what is loaded stays: to look for garbage among it costs a short command a tenth of its time
        command: click.Command = getattr(import_module(module), name)
        gc.freeze()
        gc.enable()
        return command


@click.group(cls=LazyGroup)
@click.version_option(package_name="clarion")
def main() -> None:
    """Incident communication: the right information, to the right people, at the right time."""


if __name__ == "__main__":
    main()
