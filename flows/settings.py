"""Settings: one frozen value read from `VNPORTALS_*` variables and command options."""

from __future__ import annotations

import os
import re
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from scrapers.fetch import FetchPolicy

_LONGEST_DAYS: Final = 36_500  # a century; beyond, dates end
_LONGEST_TIMEOUT_S: Final = 3600.0
_LARGEST_MIB: Final = 900.0  # SQLite keeps no value of a GB
_APPRISE_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S")
_CONTACT: Final = re.compile(r"[!-~]+(?: [!-~]+)*")


class Settings(BaseSettings):
    """What an operator may set. Every field is an environment variable with the prefix `VNPORTALS_`."""

    model_config = SettingsConfigDict(env_prefix="VNPORTALS_", frozen=True, extra="ignore", hide_input_in_errors=True)

    db: Path = Field(default=Path("warehouse.db"), description="the warehouse; archive.db and prefect/ stand beside it")
    archive: Path | None = Field(default=None, description="the page archive, if not archive.db beside the warehouse")
    contact: str | None = Field(
        default=None, description="mail address or URL where a portal's operator reaches you; goes into the User-Agent"
    )
    look_back_days: Annotated[int, Field(ge=0, le=_LONGEST_DAYS)] = Field(
        default=7, description="articles younger than this are asked again, to see edits"
    )
    trust_validators_days: Annotated[int, Field(ge=1, le=_LONGEST_DAYS)] = Field(
        default=30, description="after this a 304 is no longer believed: ask in full"
    )
    batch_size: Annotated[int, Field(ge=1, le=1000)] = Field(default=50, description="articles per transaction")
    connect_timeout_s: Annotated[float, Field(gt=0, le=_LONGEST_TIMEOUT_S)] = 10.0
    read_timeout_s: Annotated[float, Field(gt=0, le=_LONGEST_TIMEOUT_S)] = 30.0
    max_body_mib: Annotated[float, Field(gt=0, le=_LARGEST_MIB)] = Field(
        default=10.0, description="cap on a page once unpacked"
    )
    nightly_cron: str = Field(default="0 2 * * *", description="when `serve` runs the night")
    timezone: str = "Asia/Ho_Chi_Minh"
    silenced_checks: str = Field(
        default="", description="checks of docs/checks.md to leave out: `bodies_short, author_lost:baoangiang`"
    )
    prefect_port: Annotated[int, Field(ge=1, le=65535)] = Field(
        default=4200, description="port of the Prefect server that `serve` starts"
    )
    prefect_keep_days: Annotated[int, Field(ge=1, le=_LONGEST_DAYS)] = Field(
        default=30, description="Prefect's server forgets older flow runs; the run book in the warehouse keeps all"
    )
    alert_urls: SecretStr | None = Field(
        default=None, description="who is told when something is wrong: Apprise URLs, separated by spaces or commas"
    )
    alert_reminder_days: Annotated[int, Field(ge=1, le=_LONGEST_DAYS)] = Field(
        default=7, description="what stands longer than this is told again"
    )
    alert_heartbeat_days: Annotated[int, Field(ge=0, le=_LONGEST_DAYS)] = Field(
        default=0, description="after so many days without a message one says that all is well; 0: never"
    )

    @field_validator("db", "archive", mode="before")
    @classmethod
    def _names_a_file(cls, value: object) -> object:
        if isinstance(value, str) and (not value.strip() or Path(value).is_dir()):
            raise ValueError(f"{value!r} is no file name")
        return value

    @field_validator("contact")
    @classmethod
    def _fits_a_header(cls, value: str | None) -> str | None:
        """It stands in a request header, where a line break would begin another one and only ASCII has a meaning."""
        if value and not _CONTACT.fullmatch(value):
            raise ValueError("write it in ASCII, without line breaks: editor@example.org or https://example.org/bot")
        return value or None

    @field_validator("alert_urls")
    @classmethod
    def _are_urls(cls, value: SecretStr | None) -> SecretStr | None:
        """What is no URL would never be told anything. The error says nothing of the value, which holds passwords."""
        text = value.get_secret_value().strip(" ,\t\r\n") if value else ""
        if text and not _APPRISE_URL.match(text):
            raise ValueError("write Apprise URLs, such as mailto://... or tgram://...; docs/alerts.md has examples")
        return value if text else None

    @field_validator("timezone")
    @classmethod
    def _is_a_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ValueError, OSError, ZoneInfoNotFoundError) as error:
            raise ValueError(f"{value!r} is no time zone; write one like Asia/Ho_Chi_Minh") from error
        return value

    @property
    def silenced(self) -> frozenset[str]:
        """Rules of docs/checks.md, or rule:portal, of which nothing is to be told."""
        return frozenset(self.silenced_checks.replace(",", " ").split())

    @property
    def archive_path(self) -> Path:
        return self.archive or self.db.with_name("archive.db")

    @property
    def prefect_home(self) -> Path:
        """Prefect's database and logs, unless PREFECT_API_URL names a server: beside the warehouse."""
        return self.db.absolute().with_name("prefect")

    @property
    def look_back(self) -> timedelta:
        return timedelta(days=self.look_back_days)

    @property
    def trust_validators(self) -> timedelta:
        return timedelta(days=self.trust_validators_days)

    @property
    def user_agent(self) -> str:
        contact = f"+{self.contact}" if self.contact else "no contact set"
        return f"vnportals/{version('vnportals')} ({contact})"

    def export(self) -> None:
        """Put the settings that were given as options into the environment, where the flow and its subprocesses find them."""
        os.environ["VNPORTALS_DB"] = str(self.db.absolute())

    def fetch_policy(self) -> FetchPolicy:
        return FetchPolicy(
            user_agent=self.user_agent,
            connect_timeout_s=self.connect_timeout_s,
            read_timeout_s=self.read_timeout_s,
            max_body_bytes=int(self.max_body_mib * 2**20),
        )
