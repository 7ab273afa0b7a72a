"""What an operator may set, by ``CAVEAT_…`` variables or flags. May import ``caveat.home``."""

import ipaddress
from contextlib import suppress

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from caveat.home import Home


class Settings(BaseSettings):
    """Settings of the service; ``caveat.home.Home`` has those that every command shares."""

    model_config = SettingsConfigDict(env_prefix="CAVEAT_", extra="ignore")

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    model: str = Field(default="champion", description="alias, version or digest to serve")

    @field_validator("host")
    @classmethod
    def _loopback_only(cls, host: str) -> str:
        """Without keys, whoever reaches the port could score, so only this machine may."""
        loopback = host == "localhost"
        with suppress(ValueError):  # a name, not an address
            loopback = loopback or ipaddress.ip_address(host).is_loopback
        if not loopback:
            raise ValueError(
                f"{host} is reachable from other machines and this service has no keys yet; "
                "listen on 127.0.0.1 and let a proxy that authenticates pass requests on"
            )
        return host

    @property
    def home(self) -> Home:
        return Home.from_environment()
