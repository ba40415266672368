"""The section of the settings that says how brokers and worker trust each other: apart for its rules, which refuse what is not used."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, FilePath, SecretStr, model_validator

from worker.settings.sections import Section

NEEDED = ("sasl_mechanism", "sasl_username", "sasl_password", "sasl_token_file")  # of those that a login uses


class Security(Section):
    """How the worker proves who it is to the brokers, and they to it."""

    title = "Security"

    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        default="PLAINTEXT", description="How to talk to the brokers."
    )
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER"] | None = Field(
        default=None, description="How to log in, with a SASL protocol."
    )
    sasl_username: str | None = Field(default=None, description="Whom to log in.")
    sasl_password: SecretStr | None = Field(default=None, description="Its password; never printed.")
    sasl_password_file: FilePath | None = Field(
        default=None, description="A file with the password; or put it into WIRE_SASL_PASSWORD."
    )
    sasl_token_file: FilePath | None = Field(
        default=None,
        description="For OAUTHBEARER: a file with the token, read again for each login, so that it may be renewed.",
    )
    ssl_cafile: FilePath | None = Field(
        default=None, description="Authorities to trust, PEM; the system's where not set."
    )
    ssl_certfile: FilePath | None = Field(default=None, description="The worker's own certificate, PEM.")
    ssl_keyfile: FilePath | None = Field(default=None, description="The key of that certificate, PEM.")
    ssl_key_password: SecretStr | None = Field(default=None, description="The password of that key; never printed.")
    ssl_key_password_file: FilePath | None = Field(
        default=None, description="A file with that password; or put it into WIRE_SSL_KEY_PASSWORD."
    )

    @property
    def in_the_clear(self) -> str | None:
        """What anybody on the way to the brokers can read; None where it is encrypted, or nothing was to be kept secret."""
        if self.security_protocol != "SASL_PLAINTEXT":
            return None
        login = {"PLAIN": "the password and ", "OAUTHBEARER": "the token and "}.get(self.sasl_mechanism or "", "")
        return f"SASL_PLAINTEXT sends {login}every item in the clear: use SASL_SSL"

    @model_validator(mode="before")
    @classmethod
    def _read_password_files(cls, values: Any) -> Any:
        """Take a password out of the file named for it; both at once leave it open which one holds."""
        if not isinstance(values, dict):
            return values
        found = dict(values)
        for name in ("sasl_password", "ssl_key_password"):
            file = found.get(f"{name}_file")
            if file is None:
                continue
            if name in found:
                raise ValueError(f"WIRE_{name.upper()} and WIRE_{name.upper()}_FILE: set one of them")
            try:
                found[name] = Path(file).read_text(encoding="utf-8").rstrip("\r\n")
            except (OSError, UnicodeDecodeError) as error:
                raise ValueError(f"WIRE_{name.upper()}_FILE: cannot be read ({type(error).__name__})") from None
        return found

    @model_validator(mode="after")
    def _has_what_it_needs_and_nothing_else(self) -> Self:
        """Refuse what the protocol has no use for: who set it believes in a login, or in a trust, that is not there."""
        sasl, tls = self.security_protocol.startswith("SASL"), self.security_protocol.endswith("SSL")
        by_token = sasl and self.sasl_mechanism == "OAUTHBEARER"
        names = [name for name in type(self).model_fields if name != "security_protocol"]
        used = {name: sasl if name.startswith("sasl_") else tls for name in names}
        used |= dict.fromkeys(("sasl_username", "sasl_password", "sasl_password_file"), sasl and not by_token)
        used |= {"sasl_token_file": by_token}
        given = {name for name in names if getattr(self, name)}
        out_of_a_file = {name.removesuffix("_file") for name in given if name.endswith("_file")}
        missing = [name for name in NEEDED if used[name] and name not in given]
        useless = [name for name in names if not used[name] and name in given - out_of_a_file]
        keys = [name for name in names if name.startswith("ssl_key") and name in given - out_of_a_file]
        way = (
            f"{self.security_protocol} with {self.sasl_mechanism}"
            if sasl and self.sasl_mechanism
            else self.security_protocol
        )
        if missing:
            raise ValueError(f"WIRE_SECURITY_PROTOCOL: {way} needs {_variables(missing)}")
        if useless:
            raise ValueError(f"WIRE_SECURITY_PROTOCOL: {way} has no use for {_variables(useless)}")
        if keys and not self.ssl_certfile:
            raise ValueError(f"{_variables(keys)}: a key needs WIRE_SSL_CERTFILE, the certificate that it belongs to")
        return self


def _variables(names: Iterable[str]) -> str:
    return ", ".join(f"WIRE_{name.upper()}" for name in names)
