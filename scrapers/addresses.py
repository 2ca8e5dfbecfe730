"""Which network addresses a portal may be connected to. A host's name says nothing of them: its owner decides where it leads.

A name that leads into the operator's own network would let whoever runs it, or answers for it tonight, have us ask machines
that only we can reach. So a portal is on the public internet, or is declared to be a replica on this machine.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

_NAT64: Final = IPv6Network("64:ff9b::/96")  # RFC 6052
# All addresses of IPv6 that are to be reached from everywhere stand in this block (RFC 4291, 2.4).
_GLOBAL_UNICAST: Final = IPv6Network("2000::/3")
# What the library of Python 3.11 takes for public and is not: protocol assignments, relays out of use, documentation.
_SPECIAL: Final = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"), IPv6Network("3fff::/20"))


def refusal(address: str, *, loopback: bool) -> str | None:
    """Why a portal may not be connected to at this address, as the resolver gives it; None if it may.

    With `loopback` only this machine will do, without it only a public address. An address that carries another one inside
    (IPv4-mapped, NAT64, 6to4) counts as that one.
    """
    try:
        reached = _inner(ip_address(address))
    except ValueError:
        return f"{address!r} is no address"
    if loopback:
        return None if reached.is_loopback else f"{address} is not on this machine, as a replica must be"
    return None if _is_public(reached) else f"{address} is not a public address"


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address) and address not in _GLOBAL_UNICAST:
        return False
    return address.is_global and not address.is_multicast and not any(address in network for network in _SPECIAL)
