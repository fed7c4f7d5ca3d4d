"""`baogao user`: the administrators who may correct reports on the web."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import home_option, json_option, own_home
from cli.output import print_json
from corpus import open_home
from corpus.store import open_store

__all__ = ["user"]


@click.group()
@home_option
@click.pass_context
def user(ctx: click.Context, *, home_path: Path) -> None:
    """Manage the administrators who may correct reports on the web.

    Passwords are asked for, never given as arguments.
    """
    ctx.obj = home_path


@user.command()
@click.argument("name")
@own_home
def add(*, name: str, home_path: Path) -> None:
    """Add an administrator."""
    with open_store(open_home(home_path)) as store:
        added = store.users.add(name, _new_password())
    click.echo(f"{added.name} may log in at /login and correct reports.")


@user.command("list")
@own_home
@json_option
def list_users(*, home_path: Path, as_json: bool) -> None:
    """List the administrators."""
    with open_store(open_home(home_path), read_only=True) as store:
        found = store.users.list()
    if as_json:
        print_json(
            {
                "users": [
                    {"name": item.name, "role": item.role, "created_at": item.created_at.isoformat()} for item in found
                ]
            }
        )
        return
    for item in found:
        click.echo(f"{item.name}  {item.role}  since {item.created_at:%Y-%m-%d}")
    if not found:
        click.echo("There is no administrator yet. Add one: baogao user add NAME")


@user.command()
@click.argument("name")
@own_home
def passwd(*, name: str, home_path: Path) -> None:
    """Set a new password; whoever is logged in with the old one is logged out."""
    with open_store(open_home(home_path)) as store:
        store.users.set_password(name, _new_password())
    click.echo(f"The password of {name} is set.")


@user.command()
@click.argument("name")
@own_home
def remove(*, name: str, home_path: Path) -> None:
    """Remove an administrator; the corrections made under the name stay."""
    with open_store(open_home(home_path)) as store:
        store.users.remove(name)
    click.echo(f"{name} may no longer log in.")


def _new_password() -> str:
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return password
