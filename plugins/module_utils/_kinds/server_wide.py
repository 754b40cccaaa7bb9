# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""What there is once on a server: the settings of its web server, its appearance and its licence."""

from __future__ import annotations

from .._model.table import NEVER, Field, Hooks, Kind, Read, Write
from .nested import gather, spread

EMAIL = {"pattern": r"^[^@\s]+@[^@\s]+\.[^@\s]+$", "expects": "an e-mail address"}
LINK = {"pattern": r"^https?://", "expects": "a URL that begins with http:// or https://"}
METRICS = "metricsConfig"
BRAND = "whitelabelingConfig"


def _settings_record(record):
    # The clean-up of logs has one name where it is read and another where it is written.
    return {
        **record,
        "cronExpression": record.get("logCleanupCron"),
        **spread(METRICS, record.get(METRICS)),
    }


def _settings_body(action, body, values, record):
    if action == "domain":
        # Dokploy insists on a text; an empty one stands for no domain.
        return {**body, "host": body["host"] or ""}
    return gather(body)


def _monitoring(option, path, **facts):
    return Field(f"monitoring.{option}", key=f"{METRICS}.{path}", via="monitoring", **facts)


SETTINGS = Kind(
    name="settings",
    plural="settings",
    title="web server settings",
    id_key="id",
    identity=(),
    since="0.26.3",
    read=Read(list="settings.getWebServerSettings", single=True, more={"enable": "settings.haveActivateRequests"}),
    writes={
        "domain": Write("settings.assignDomainServer", always=("host", "certificateType")),
        "server_ip": Write("settings.updateServerIp"),
        "ssh_private_key": Write("settings.saveSSHPrivateKey", clear="settings.cleanSSHPrivateKey"),
        "docker_cleanup": Write("settings.updateDockerCleanup"),
        "log_cleanup": Write("settings.updateLogCleanup"),
        "requests": Write("settings.toggleRequests"),
        "builds": Write("settings.updateBuildsConcurrency"),
        "remote": Write("settings.updateRemoteServersOnly"),
        "sso": Write("settings.updateEnforceSSO"),
        # It starts a container, for which an image may have to be fetched.
        "monitoring": Write("admin.setupMonitoring", full=True, seconds=300, keeps=True),
    },
    fields=(
        Field("host", type="host", via="domain", empty=""),
        Field("https", type="bool", via="domain"),
        Field(
            "certificate", key="certificateType", choices=("none", "letsencrypt", "custom"), via="domain", empty=NEVER
        ),
        Field("letsencrypt_email", key="letsEncryptEmail", via="domain", empty="", **EMAIL),
        Field("server_ip", type="address", via="server_ip", empty=""),
        Field("ssh_private_key", key="sshPrivateKey", type="pem", secret=True, via="ssh_private_key"),
        Field("docker_cleanup", key="enableDockerCleanup", type="bool", via="docker_cleanup"),
        Field("log_cleanup", key="cronExpression", type="cron", via="log_cleanup"),
        Field("request_logging", key="enable", type="bool", via="requests"),
        Field("builds_concurrency", type="int", low=1, high=100, empty=NEVER, via="builds", since="0.29.9"),
        Field("remote_servers_only", type="bool", via="remote", since="0.29.6"),
        Field("enforce_sso", key="enforceSSO", type="bool", via="sso", since="0.29.6"),
        _monitoring("refresh_rate", "server.refreshRate", type="int", low=2, empty=NEVER),
        _monitoring("port", "server.port", type="int", low=1, high=65535, empty=NEVER),
        _monitoring("token", "server.token", secret=True, empty=""),
        _monitoring("callback_url", "server.urlCallback", type="url", empty=NEVER),
        _monitoring("retention_days", "server.retentionDays", type="int", low=1, empty=NEVER),
        _monitoring("cleanup_schedule", "server.cronJob", type="cron", empty=NEVER),
        _monitoring("cpu_threshold", "server.thresholds.cpu", type="float", low=0, high=100, empty=0),
        _monitoring("memory_threshold", "server.thresholds.memory", type="float", low=0, high=100, empty=0),
        _monitoring("container_refresh_rate", "containers.refreshRate", type="int", low=2, empty=NEVER),
        _monitoring("include_services", "containers.services.include", type="set", empty=[]),
        _monitoring("exclude_services", "containers.services.exclude", type="set", empty=[]),
    ),
    hooks=Hooks(record=_settings_record, body=_settings_body),
)


def _brand_record(record):
    # A server that was never given a face of its own has every column empty: there is nothing to remove.
    columns = spread(BRAND, record.get(BRAND) or {})
    return columns if any(columns.values()) else None


def _brand(option, column, **facts):
    return Field(option, key=f"{BRAND}.{column}", **facts)


WHITELABELING = Kind(
    name="whitelabeling",
    plural="whitelabeling",
    title="whitelabeling",
    id_key="id",
    identity=(),
    since="0.28.6",
    # whitelabeling.get answers nothing without a licence; what is stored stays readable here.
    read=Read(list="settings.getWebServerSettings", single=True),
    update=Write("whitelabeling.update", full=True),
    delete=Write("whitelabeling.reset", id=False),
    fields=(
        _brand("app_name", "appName"),
        _brand("app_description", "appDescription"),
        _brand("logo_url", "logoUrl", **LINK),
        _brand("favicon_url", "faviconUrl", **LINK),
        _brand("login_logo_url", "loginLogoUrl", **LINK),
        _brand("support_url", "supportUrl", **LINK),
        _brand("docs_url", "docsUrl", **LINK),
        _brand("custom_css", "customCss"),
        _brand("error_page_title", "errorPageTitle"),
        _brand("error_page_description", "errorPageDescription"),
        _brand("meta_title", "metaTitle"),
        _brand("footer_text", "footerText"),
    ),
    hooks=Hooks(record=_brand_record, body=lambda action, body, values, record: gather(body)),
)

LICENSE = Kind(
    name="license",
    title="licence",
    id_key="id",
    identity=(),
    since="0.27.0",
    read=Read(list="licenseKey.getEnterpriseSettings", single=True, more={"valid": "licenseKey.haveValidLicenseKey"}),
    writes={
        "features": Write("licenseKey.updateEnterpriseSettings"),
        # Dokploy asks the vendor's licence server.
        "key": Write("licenseKey.activate", clear="licenseKey.deactivate", seconds=120),
    },
    # The order counts: Dokploy takes a key only once the features are switched on.
    fields=(
        Field("enterprise_features", key="enableEnterpriseFeatures", type="bool", via="features"),
        Field("license_key", secret=True, via="key"),
    ),
    shown=(Field("valid", type="bool"),),
)
