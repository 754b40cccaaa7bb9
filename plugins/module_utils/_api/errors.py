# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""What can go wrong between here and Dokploy, as exceptions. They become C(fail_json) once, at the top."""

from __future__ import annotations


class DokployError(Exception):
    """Anything that ends a run with a message for the user. details: further keys for the result."""

    def __init__(self, message, **details):
        super().__init__(message)
        self.message = message
        self.details = details


class OptionError(DokployError):
    """The user gave something that cannot be right; the message names the option."""


class KeyRefused(DokployError):
    """Dokploy does not accept the API key."""


class ConnectionFailed(DokployError):
    """No connection, so that the request certainly did nothing."""


class AnswerLost(DokployError):
    """The request may or may not have been carried out: the connection broke, timed out or a proxy gave up."""


class NotDokploy(DokployError):
    """Something answered, but not Dokploy: a redirect, a login page, plain HTML."""


class ApiError(DokployError):
    """Dokploy refused or failed.

    procedure: the procedure's name. status: the HTTP status (or that of the batch item). code: Dokploy's
    own code such as C(BAD_REQUEST), or "". issues: validation problems as pairs of a dotted column path and a text.
    """

    def __init__(self, message, procedure="", status=0, code="", issues=()):
        super().__init__(message)
        self.procedure = procedure
        self.status = status
        self.code = code
        self.issues = list(issues)

    @property
    def key_refused(self):
        """The key itself was refused: that answer carries no code, other than a missing permission's."""
        return self.status == 401 and (not self.code or self.message == "UNAUTHORIZED")

    @property
    def unknown_procedure(self):
        """The server does not have this procedure, which is not the same as an object that is not there."""
        return self.status == 404 and (self.message.startswith("No procedure found") or self.message == "Not found")

    @property
    def not_found(self):
        """The object is not there. Dokploy says so in several ways: 404, for a few routers 400, 403 for organizations."""
        if self.status == 404:
            return not self.unknown_procedure
        if self.status == 403:
            return self.procedure == "organization.one"
        return self.status == 400 and self.message.lower().rstrip(".").endswith("not found")
