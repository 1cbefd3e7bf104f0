"""`clarion nginx-config`: print a configuration for nginx in front of the public page."""

import click

from clarion.statuspage.hosting.nginx import NotWritable, Plan, configuration


@click.command("nginx-config")
@click.option("--copy", envvar="CLARION_STATIC_DIR", help="Folder that `clarion publish-static` writes.")
@click.option("--listener", help="Address of the public listener, for example http://127.0.0.1:8001.")
@click.option("--server-name", default="_", show_default=True, help="Host name of the page.")
@click.option("--listen", default="80", show_default=True, help="Port, or address and port.")
@click.option(
    "--cache", default="/var/cache/nginx/clarion", show_default=True, help="Folder for cached answers."
)
def nginx_config(copy: str | None, listener: str | None, server_name: str, listen: str, cache: str) -> None:
    """Print a configuration for the http context of nginx: from a copy, from the listener, or from both.

    With both, readers get what the listener says; when it is down what nginx still has in its cache, else the copy.
    """
    try:
        click.echo(configuration(Plan(copy, listener, server_name, listen, cache)), nl=False)
    except NotWritable as error:
        raise click.ClickException(str(error)) from error
