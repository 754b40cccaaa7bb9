# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables in memory with what PostgreSQL does for Dokploy: defaults, unique keys, references, cascades."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from typing import Any

from .contract import tables
from .errors import DatabaseError
from .ids import UNDEFINED, Ids

Row = dict[str, Any]


def fresh(value: Any) -> Any:
    """A copy of a column's value: only lists and objects can be changed in place."""
    if isinstance(value, list) and (not value or isinstance(value[0], str)):
        return list(value)
    return copy.deepcopy(value) if isinstance(value, (dict, list)) else value


def copied(row: Row) -> Row:
    return {column: fresh(value) for column, value in row.items()}


# Columns of SQL arrays compare by value; json columns are stored as they come.


class Store:
    """All rows of one server. Rows handed out are copies; only ``insert``, ``update`` and ``delete`` write."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids
        self.schema = tables()
        self.rows: dict[str, dict[str, Row]] = {name: {} for name in self.schema}
        self.serials: dict[str, int] = {}
        # (table that points, its column, what happens when the row pointed at goes: C cascade, N set null)
        self.pointers: dict[str, list[tuple[str, str, str | None]]] = {name: [] for name in self.schema}
        for name, table in self.schema.items():
            for column, spec in table["cols"].items():
                if "r" in spec:
                    self.pointers[spec["r"][0]].append((name, column, spec["r"][2]))
        # Rows by the value of a column that is often asked for, so that large tables stay quick: {value: {key: row}}.
        self.indexed: dict[str, dict[str, dict[Any, dict[Any, Row]]]] = {
            name: {
                column: {}
                for column in [
                    *(column for column, spec in table["cols"].items() if "r" in spec),
                    *(columns[0] for columns in table["unique"] if columns),
                ]
            }
            for name, table in self.schema.items()
        }

    def pk(self, table: str) -> str:
        return self.schema[table]["pk"]

    def columns(self, table: str) -> dict[str, dict]:
        return self.schema[table]["cols"]

    # reading

    def get(self, table: str, key: Any) -> Row | None:
        row = self.rows[table].get(key)
        return copied(row) if row is not None else None

    def find(self, table: str, where: Callable[[Row], bool] | None = None, **equal: Any) -> list[Row]:
        """Rows in the order in which the real server would meet them: an updated row moves to the end."""
        found = [
            row
            for row in self._likely(table, equal)
            if all(row.get(key) == value for key, value in equal.items()) and (where is None or where(row))
        ]
        return [copied(row) for row in found]

    def first(self, table: str, where: Callable[[Row], bool] | None = None, **equal: Any) -> Row | None:
        found = self.find(table, where, **equal)
        return found[0] if found else None

    # writing

    def insert(self, table: str, values: Row) -> Row:
        row: Row = {}
        given: list[Any] = []
        for column, spec in self.columns(table).items():
            value = values.get(column, UNDEFINED)
            if value is UNDEFINED:
                value = self._default(table, column, spec)
            else:
                given.append(value)
            row[column] = fresh(value)
        self._check(table, row, lambda: f'insert into "{table}" ({self._names(table)}) values (...)', given)
        self.rows[table][row[self.pk(table)]] = row
        self._enter(table, row)
        return copied(row)

    def update(self, table: str, key: Any, values: Row) -> Row | None:
        """Change one row and return it; None when there is none. No columns at all is an error of the ORM's."""
        known = {c: v for c, v in values.items() if c in self.columns(table) and v is not UNDEFINED}
        if not known:
            raise _no_values()
        row = self.rows[table].get(key)
        if row is None:
            return None
        changed = {**row, **copied(known)}

        def statement() -> str:
            sets = ", ".join(f'"{column}" = ${index}' for index, column in enumerate(known, 1))
            where = f'"{table}"."{self.pk(table)}" = ${len(known) + 1}'
            return f'update "{table}" set {sets} where {where} returning {self._names(table)}'

        self._check(table, changed, statement, [*known.values(), key], ignore=key)
        del self.rows[table][key]
        self._leave(table, row)
        self.rows[table][changed[self.pk(table)]] = changed
        self._enter(table, changed)
        return copied(changed)

    def delete(self, table: str, key: Any) -> Row | None:
        row = self.rows[table].pop(key, None)
        if row is None:
            return None
        self._leave(table, row)
        for other, column, action in self.pointers[table]:
            target = self.schema[other]["cols"][column]["r"][1]
            for hit in list(self.indexed[other][column].get(row[target], ())):
                if action == "N":
                    self.indexed[other][column][row[target]].pop(hit)
                    self.rows[other][hit][column] = None
                elif hit in self.rows[other]:
                    self.delete(other, hit)
        return row

    def delete_all(self, table: str, rows: Iterable[Row]) -> None:
        for row in rows:
            self.delete(table, row[self.pk(table)])

    # inside

    def _likely(self, table: str, equal: Row) -> Iterable[Row]:
        for column, value in equal.items():
            if column in self.indexed[table] and isinstance(value, str):
                return list(self.indexed[table][column].get(value, {}).values())
        return self.rows[table].values()

    def _enter(self, table: str, row: Row) -> None:
        for column, values in self.indexed[table].items():
            if row[column] is not None:
                values.setdefault(row[column], {})[row[self.pk(table)]] = row

    def _leave(self, table: str, row: Row) -> None:
        for column, values in self.indexed[table].items():
            if row[column] is not None:
                values.get(row[column], {}).pop(row[self.pk(table)], None)

    def _names(self, table: str) -> str:
        return ", ".join(f'"{column}"' for column in self.columns(table))

    def _default(self, table: str, column: str, spec: dict) -> Any:
        made = spec.get("g")
        if made == "nanoid":
            return self.ids.nanoid()
        if made == "now":
            return self.ids.date() if spec["t"] == "timestamp" else self.ids.now()
        if made and made.startswith("app:"):
            return self.ids.app_name(made[4:], None)
        if spec["t"] == "serial":
            key = f"{table}.{column}"
            self.serials[key] = self.serials.get(key, 0) + 1
            return self.serials[key]
        return spec.get("d")

    def _check(self, table: str, row: Row, statement: Callable[[], str], params: list[Any], ignore: Any = None) -> None:
        for column, spec in self.columns(table).items():
            value = row[column]
            if value is None:
                if spec.get("n"):
                    raise DatabaseError(statement(), params)
            elif "r" in spec and not self._exists(spec["r"][0], spec["r"][1], value):
                raise DatabaseError(statement(), params)
        for columns in self.schema[table]["unique"]:
            wanted = [row[column] for column in columns]
            if None in wanted:
                continue
            for other in self._likely(table, dict(zip(columns, wanted, strict=True))):
                if other[self.pk(table)] != ignore and [other[column] for column in columns] == wanted:
                    raise DatabaseError(statement(), params)

    def _exists(self, table: str, column: str, value: Any) -> bool:
        if column == self.pk(table):
            return value in self.rows[table]
        return any(row[column] == value for row in self.rows[table].values())


def _no_values() -> Exception:
    from .errors import ApiError

    return ApiError("INTERNAL_SERVER_ERROR", "No values to set")
