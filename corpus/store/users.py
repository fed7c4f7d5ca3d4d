"""Users: who may correct reports on the web, by name and password."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from corpus.errors import InputError, NotFoundError
from corpus.reports.rows import moment, stamp, storable_text
from corpus.store.schema import users

if TYPE_CHECKING:
    from sqlalchemy import RowMapping

    from corpus.store.database import Database

__all__ = ["LEAST_PASSWORD_CHARACTERS", "User", "Users"]

LEAST_PASSWORD_CHARACTERS = 10
MOST_PASSWORD_CHARACTERS = 1000  # a longer one would only keep the server busy
NAME = re.compile(r"[\w.@-]{1,64}")
ADMINISTRATOR = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """One user. `changed_at` is when the password was last set: a session from before it does not count."""

    name: str
    role: str
    created_at: datetime
    changed_at: datetime


class Users:
    """The users of one store. Passwords are kept as salted scrypt hashes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str, password: str) -> User:
        """A new administrator.

        Raises:
            InputError: the name is taken or unfit, or the password is too short or too long.
        """
        name = _checked_name(name)
        hashed = _hash(_checked_password(password))
        now = stamp(datetime.now(UTC))
        with self._database.writing() as connection:
            if connection.execute(select(users.c.name).where(users.c.name == name)).first():
                raise InputError(f"There is a user {name!r} already.", hint="`baogao user passwd` sets a new password.")
            row = {"name": name, "password_hash": hashed, "role": ADMINISTRATOR, "created_at": now, "changed_at": now}
            connection.execute(insert(users), row)
        return User(name=name, role=ADMINISTRATOR, created_at=moment(now), changed_at=moment(now))

    def set_password(self, name: str, password: str) -> None:
        """Set a new password; sessions opened with the old one end.

        Raises:
            NotFoundError: there is no such user.
            InputError: the password is too short or too long.
        """
        values = {"password_hash": _hash(_checked_password(password)), "changed_at": stamp(datetime.now(UTC))}
        with self._database.writing() as connection:
            statement = update(users).where(users.c.name == storable_text(name)).values(values)
            if connection.execute(statement).rowcount == 0:
                raise _no_user(name)

    def remove(self, name: str) -> None:
        """Remove a user; sessions end, and what was corrected stays, under the name.

        Raises:
            NotFoundError: there is no such user.
        """
        with self._database.writing() as connection:
            if connection.execute(delete(users).where(users.c.name == storable_text(name))).rowcount == 0:
                raise _no_user(name)

    def get(self, name: str) -> User | None:
        """The user of that name."""
        with self._database.reading() as connection:
            row = connection.execute(select(users).where(users.c.name == storable_text(name))).mappings().first()
        return _user(row) if row else None

    def list(self) -> list[User]:
        """Every user, by name."""
        with self._database.reading() as connection:
            return [_user(row) for row in connection.execute(select(users).order_by(users.c.name)).mappings()]

    def check(self, name: str, password: str) -> User | None:
        """The user of that name where the password is right. An unknown name takes as long as a wrong password."""
        from werkzeug.security import check_password_hash  # loaded at a login, not by every command

        if len(password) > MOST_PASSWORD_CHARACTERS:
            return None
        with self._database.reading() as connection:
            row = connection.execute(select(users).where(users.c.name == storable_text(name))).mappings().first()
        right = check_password_hash(row["password_hash"] if row else _nobodys_hash(), storable_text(password))
        return _user(row) if row and right else None


def _hash(password: str) -> str:
    from werkzeug.security import generate_password_hash  # as above

    return generate_password_hash(storable_text(password), method="scrypt")


@cache
def _nobodys_hash() -> str:
    return _hash("of nobody")


def _checked_name(name: str) -> str:
    name = name.strip()
    if not NAME.fullmatch(name):
        raise InputError(
            f"{name[:80]!r} is no name of a user.",
            hint="Use 1 to 64 letters, digits or characters, with . _ - @ among them, and no space.",
        )
    return name


def _checked_password(password: str) -> str:
    if not LEAST_PASSWORD_CHARACTERS <= len(password) <= MOST_PASSWORD_CHARACTERS:
        raise InputError(
            f"The password has {len(password)} characters; expected are {LEAST_PASSWORD_CHARACTERS} to "
            f"{MOST_PASSWORD_CHARACTERS:,}.",
            hint="A few words in a row are easy to keep.",
        )
    return password


def _no_user(name: str) -> NotFoundError:
    return NotFoundError(f"There is no user {name[:80]!r}.", hint="`baogao user list` shows the names.")


def _user(row: RowMapping) -> User:
    return User(
        name=row["name"], role=row["role"], created_at=moment(row["created_at"]), changed_at=moment(row["changed_at"])
    )
