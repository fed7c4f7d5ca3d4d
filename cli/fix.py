"""`baogao fix`: a person corrects a report."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.options import home_option, json_option
from cli.output import print_json
from corpus import InputError, open_home
from corpus.corrections import Correction, correct, history, undo
from corpus.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.overrides import Override

__all__ = ["fix"]

ALL = "all"


@click.command()
@click.argument("report_id", metavar="ID")
@click.argument("values", metavar="[FIELD=VALUE]...", nargs=-1)
@click.option("--undo", "undone", metavar="FIELD", help="Take back the latest correction of FIELD; `all`: every one.")
@click.option("--history", "show_history", is_flag=True, help="Show what was corrected, by whom and when.")
@click.option("--who", help="Name under which the correction is kept; default: your login name.")
@home_option
@json_option
def fix(  # noqa: PLR0913 - click passes one argument an option
    *,
    report_id: str,
    values: tuple[str, ...],
    undone: str | None,
    show_history: bool,
    who: str | None,
    home_path: Path,
    as_json: bool,
) -> None:
    """Correct fields of the report with the identifier ID.

    FIELD is title, report_year, period (2021..2025), published, written, issuer, level, doc_type, province, city,
    county, township, zone, content_source, document_number or index_number; `place` stands for the place of any level.
    `city=` says that it has none. What you say wins over what is read from the page, also when the report is collected
    or read again. docs/correcting.md tells more.
    """
    asked = _read_values(values)
    if sum((bool(asked), undone is not None, show_history)) != 1:
        raise InputError(
            "Give FIELD=VALUE, --undo FIELD or --history, one of the three.", hint="See baogao fix --help."
        )
    with open_store(open_home(home_path), read_only=show_history) as store:
        if show_history:
            _show_history(history(store, report_id), as_json=as_json)
            return
        name = who if who is not None else _login_name()
        if undone is not None:
            done = undo(store, report_id, None if undone == ALL else undone, who=name)
        else:
            done = correct(store, report_id, asked, who=name)
    _show(done, as_json=as_json)


def _read_values(values: Iterable[str]) -> dict[str, str]:
    asked: dict[str, str] = {}
    for text in values:
        field, sign, value = text.partition("=")
        if not sign:
            raise InputError(f"{text!r} is no FIELD=VALUE.", hint="Such as province=浙江省; put quotes around spaces.")
        if field.strip() in asked:
            raise InputError(f"{field.strip()} is given twice.", hint="Give it once.")
        asked[field.strip()] = value
    return asked


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        raise InputError("Your login name cannot be told.", hint="Give your name with --who.") from error


def _show(done: Correction, *, as_json: bool) -> None:
    fields = [
        {"field": item.field, "before": item.before, "after": item.after, "implied": item.implied}
        for item in done.fields
    ]
    if as_json:
        print_json({"id": done.report.id, "fields": fields, "locality_code": done.report.locality_code})
        return
    for item in done.fields:
        follows = "   (follows)" if item.implied else ""
        change = f"{item.before or '—'} → {item.after or '—'}" if item.before != item.after else f"{item.after or '—'}"
        click.echo(f"{item.field:>15}  {change}{follows}")
    click.echo("Next: baogao index" if done.fields else "This is what the report says already.")


def _show_history(overrides: list[Override], *, as_json: bool) -> None:
    if as_json:
        print_json({"history": [_override_json(item) for item in overrides]})
        return
    for item in overrides:
        state = f"   (taken back by {item.undone_by}, {item.undone_at:%Y-%m-%d %H:%M} UTC)" if item.undone_at else ""
        follows = " (follows)" if item.implied else ""
        change = f"{item.previous or '—'} → {item.value or '—'}{follows}"
        click.echo(f"{item.made_at:%Y-%m-%d %H:%M} UTC  {item.who}  {item.field}: {change}{state}")
    if not overrides:
        click.echo("Nothing has been corrected in this report.")


def _override_json(item: Override) -> dict[str, Any]:
    return {
        "correction": item.correction,
        "field": item.field,
        "value": item.value,
        "previous": item.previous,
        "implied": item.implied,
        "who": item.who,
        "made_at": item.made_at.isoformat(),
        "undone_by": item.undone_by,
        "undone_at": item.undone_at.isoformat() if item.undone_at else None,
    }
