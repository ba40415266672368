"""Further listeners of a local cluster, beside the plain one: TLS and logins, as production has them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

KAFKA_LOGIN = "org.apache.kafka.common.security"
SCRAM = ("SCRAM-SHA-256", "SCRAM-SHA-512")


@dataclass(frozen=True, slots=True)
class Listener:
    """How to connect at one more port. ``properties`` are the listener's own, such as its keystore, and outweigh ours.

    With a SASL protocol it takes PLAIN and SCRAM logins of the cluster's users, and OAUTHBEARER with an unsigned token,
    which is for tests alone. ``advertised`` is the ``host:port`` that clients are sent to in place of its real one.
    """

    protocol: str  # PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL
    properties: Mapping[str, str] = field(default_factory=dict)
    advertised: str | None = None


def listener_properties(name: str, listener: Listener, users: Mapping[str, str]) -> dict[str, str]:
    """What a broker is told of one listener, under the prefix that makes it that listener's."""
    told: dict[str, str] = {}
    if listener.protocol.startswith("SASL"):
        plain = " ".join(f'user_{user}="{password}"' for user, password in users.items())
        told |= {
            "sasl.enabled.mechanisms": ",".join(("PLAIN", "OAUTHBEARER", *SCRAM)),
            "plain.sasl.jaas.config": f"{KAFKA_LOGIN}.plain.PlainLoginModule required {plain};",
            "oauthbearer.sasl.jaas.config": (
                f'{KAFKA_LOGIN}.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";'
            ),
            "oauthbearer.sasl.server.callback.handler.class": (
                f"{KAFKA_LOGIN}.oauthbearer.internals.unsecured.OAuthBearerUnsecuredValidatorCallbackHandler"
            ),
        }
        told |= {
            f"{mechanism.lower()}.sasl.jaas.config": f"{KAFKA_LOGIN}.scram.ScramLoginModule required;"
            for mechanism in SCRAM
        }
    return {f"listener.name.{name.lower()}.{key}": value for key, value in {**told, **listener.properties}.items()}


def scram_arguments(users: Mapping[str, str]) -> list[str]:
    """For Kafka's storage tool, which is the only one that makes such users before the first start."""
    return [
        f"--add-scram={mechanism}=[name={user},password={password}]"
        for user, password in users.items()
        for mechanism in SCRAM
    ]
