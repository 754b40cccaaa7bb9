# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""One HTTP session: TLS, proxies, time-outs, retries, and an error of its own for each way to fail."""

from __future__ import annotations

import os
import random
import re
import time
import traceback
from urllib.parse import urlsplit
from urllib.request import getproxies_environment, proxy_bypass_environment

from .errors import AnswerLost, ConnectionFailed, DokployError, NotDokploy, OptionError
from .redact import without_passwords

try:
    import requests

    REQUESTS_ERROR = None
except ImportError:
    requests = None
    REQUESTS_ERROR = traceback.format_exc()

# The first pause before a repetition, in seconds; it doubles each time.
FIRST_DELAY = 0.5
_PASSING = (429, 502, 503, 504)
# Sessions by what makes them the same, kept only where one process serves several tasks (the items of a loop).
_kept = None


def keep_sessions():
    """From now on let equal connections share one session, and with it the open connection to the server."""
    global _kept
    if _kept is None:
        _kept = {}


class Connection:
    """How to reach a Dokploy. Attributes are the connection options of every module, without their prefix.

    url: base URL without C(/api). shown: the same for messages, without a password in it. key: the API key. timeout,
    max_delay: seconds. retries: repetitions after the first try. headers: further HTTP headers. verify: False, or True, or the path of a CA bundle.
    cert: None, a path, or a pair of paths (certificate, key). transport: C(trpc) or C(rest).
    """

    def __init__(
        self, url, key, timeout=60, retries=3, max_delay=10, headers=None, verify=True, cert=None, transport="trpc"
    ):
        self.url = base_url(url)
        self.shown = without_passwords(self.url)
        self.key = key
        self.timeout = timeout
        self.retries = retries
        self.max_delay = max_delay
        self.headers = {str(name): str(value) for name, value in (headers or {}).items()}
        self.verify = verify
        self.cert = cert
        self.transport = transport


def base_url(url):
    """Reduce what a user gives (with or without scheme, path, C(/api)) to the base URL. Raises OptionError."""
    text = (url or "").strip()
    if text and "://" not in text:
        text = "http://" + text if re.match(r"^(localhost|127\.|\[::1\])", text) else "https://" + text
    try:
        parts = urlsplit(text)
    except ValueError:
        # A bracket without its other half.
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"\s", text):
        raise OptionError(
            f"api_url must be the address of a Dokploy server, such as https://dokploy.example.com; got {without_passwords(repr(url))}. "
            "Set it in the task, in module_defaults or in the environment variable DOKPLOY_URL."
        )
    path = re.sub(r"/api(/trpc)?$", "", parts.path.rstrip("/")).rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{path}"


def session_for(connection):
    """A session for a connection: a kept one if sessions are kept, else a new one."""
    if _kept is None:
        return new_session(connection)
    proxies = sorted(getproxies_environment().items())
    facts = (
        connection.url,
        connection.key,
        sorted(connection.headers.items()),
        connection.verify,
        connection.cert,
        proxies,
    )
    key = repr((*facts, os.environ.get("REQUESTS_CA_BUNDLE"), os.environ.get("CURL_CA_BUNDLE")))
    if key not in _kept:
        _kept[key] = new_session(connection)
    return _kept[key]


def new_session(connection):
    """A session that reads nothing from the machine but the proxy and CA variables.

    The proxy look-up of macOS may kill a forked process, and a .netrc would add credentials of its own; so the
    environment is read here, explicitly.
    """
    session = requests.Session()
    session.trust_env = False
    host = urlsplit(connection.url).hostname or ""
    if not proxy_bypass_environment(host):
        session.proxies = {
            name: url for name, url in getproxies_environment().items() if name in ("http", "https", "all")
        }
    session.verify = connection.verify
    if session.verify is True:
        session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True
    session.cert = connection.cert
    session.headers.update({"Accept": "application/json", "User-Agent": "community.dokploy", **connection.headers})
    session.headers["x-api-key"] = connection.key
    return session


class Http:
    """Sends requests over one session.

    sent: how many requests went out. sleep: replaced in tests.
    """

    def __init__(self, connection, session=None):
        if requests is None:
            raise DokployError(
                "The Python library requests is needed where this module runs. Install it with: pip install requests"
            )
        self.connection = connection
        self.session = session or session_for(connection)
        self.sent = 0
        self.sleep = time.sleep

    def send(self, method, path, body=None, repeatable=None, **further):
        """Send one request and give back the response, whatever its status.

        A GET is repeated after connection errors and passing failures (429, 502, 503, 504); a write only where it
        certainly did nothing: no connection, or 429. Raises ConnectionFailed, AnswerLost or NotDokploy.
        """
        repeatable = method == "GET" if repeatable is None else repeatable
        delay, tries = FIRST_DELAY, 0
        while True:
            failure, response = None, None
            try:
                response = self._once(method, path, body, further)
            except (ConnectionFailed, AnswerLost) as error:
                failure = error
            may_repeat = (
                repeatable
                or isinstance(failure, ConnectionFailed)
                or (response is not None and response.status_code == 429)
            )
            passing = failure is not None or response.status_code in _PASSING
            if not passing or not may_repeat or tries >= self.connection.retries:
                break
            tries += 1
            self.pause(delay, response)
            delay *= 2
        if failure is not None:
            raise failure
        return self._judged(response, method, repeatable)

    def page(self, path):
        """Ask once for something that is no part of the API, such as a page, and give back the response, whatever it is."""
        return self._once("GET", path, None, {})

    def pause(self, delay, response=None):
        """Wait about C(delay) seconds, or as long as the server asks, but never above the user's limit."""
        asked = response.headers.get("Retry-After", "") if response is not None else ""
        seconds = float(asked) if asked.isdigit() else delay * random.uniform(0.5, 1.0)
        self.sleep(min(seconds, self.connection.max_delay))

    def _once(self, method, path, body, further):
        self.sent += 1
        # A copy, for a repetition takes the same arguments again.
        further = {"json": body, **further}
        timeout = further.pop("timeout", None) or (min(self.connection.timeout, 10), self.connection.timeout)
        try:
            return self.session.request(
                method, self.connection.url + path, allow_redirects=False, timeout=timeout, **further
            )
        except requests.exceptions.SSLError as error:
            raise DokployError(
                f"TLS to {self.connection.shown} failed: {_reason(error)}. Give the issuing CA with ca_path, "
                "or check that api_url names the host of the certificate."
            ) from None
        except requests.exceptions.ConnectTimeout:
            raise ConnectionFailed(
                f"{self.connection.shown} did not accept a connection in time (api_timeout)."
            ) from None
        except requests.exceptions.ProxyError as error:
            raise ConnectionFailed(
                f"The proxy on the way to {self.connection.shown} failed: {_reason(error)}."
            ) from None
        except requests.exceptions.Timeout:
            # What is known to take longer has a limit of its own.
            option = " (api_timeout)" if timeout[1] == self.connection.timeout else ""
            raise AnswerLost(f"{self.connection.shown} did not answer within {timeout[1]} seconds{option}.") from None
        except requests.exceptions.ConnectionError as error:
            if _never_sent(error):
                raise ConnectionFailed(
                    f"No connection to {self.connection.shown}: {_reason(error)}. Is api_url right?"
                ) from None
            raise AnswerLost(
                f"The connection to {self.connection.shown} broke before the answer was complete."
            ) from None
        except (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError):
            raise AnswerLost(
                f"The connection to {self.connection.shown} broke before the answer was complete."
            ) from None
        except requests.exceptions.InvalidHeader:
            # Its text repeats the value, which is the key as like as not.
            raise OptionError(
                "The request cannot be sent: a header has a line end in it, or begins with a blank. See api_key and api_headers."
            ) from None
        except (requests.exceptions.RequestException, ValueError) as error:
            raise OptionError(
                f"The request cannot be sent: {_reason(error)}. See api_url, api_key and api_headers."
            ) from None
        except OSError as error:
            # Exceptions of requests are OSErrors too, so this comes last.
            # A certificate or key that cannot be read shows itself only here.
            raise OptionError(
                f"A file for TLS cannot be used: {error}. See ca_path, client_cert and client_key."
            ) from None

    def _judged(self, response, method, repeatable):
        status, url = response.status_code, self.connection.shown
        if 300 <= status < 400:
            target = without_passwords(response.headers.get("Location", ""))
            raise NotDokploy(
                f"{url} redirects to {target.split('?')[0] or 'nowhere'} (HTTP {status}). The API key is not sent to another "
                "address: set api_url to the address that answers itself, and check for a login page in front of Dokploy."
            )
        if is_json(response) or status in (400, 401, 413, 415):
            return response
        if "event-stream" in response.headers.get("Content-Type", ""):
            # Looking into it would wait for its end, which may never come.
            return response
        if status in _PASSING or status == 500:
            text = (
                f"{url} answered HTTP {status} without Dokploy's own message; a proxy in front of it may have given up."
            )
            if status in (429, 503) or repeatable:
                raise ConnectionFailed(text)
            raise AnswerLost(text)
        if status < 300 and not response.content:
            return response
        if "html" in response.headers.get("Content-Type", "") or response.content[:1] == b"<":
            raise NotDokploy(
                f"{url} answered with a web page (HTTP {status}) where Dokploy's API answers JSON. Is api_url right, and is there "
                "a proxy with a login page in front of it (see api_headers)?"
            )
        return response


def is_json(response):
    """Tell whether a response says that it is JSON."""
    return "json" in response.headers.get("Content-Type", "")


def _never_sent(error):
    text = repr(error)
    return "NewConnectionError" in text or "NameResolutionError" in text or "getaddrinfo" in text


def _reason(error):
    # The input of a query stands in its address.
    text = re.sub(r"\?\S*", "", without_passwords(str(error)))
    match = re.search(r"\[Errno [^]]*\] ([^'\")]+)", text) or re.search(
        r"(certificate verify failed: [^(]+|\b[A-Z_]{6,}\b[^)]*\))", text
    )
    if match:
        return match.group(1).strip()
    return re.sub(r"<[^>]*>|HTTPS?ConnectionPool\([^)]*\):?", "", text).strip(" :()'\"")[:200] or type(error).__name__
