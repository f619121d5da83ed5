"""The one address under which a page is kept, however it was reached."""

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"utm_.*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|yclid|igshid|igsh|mc_cid|mc_eid"
    r"|mkt_tok|_hs(enc|mi)|vero_id|oly_(anon|enc)_id|ocid|cmpid|ncid|s_cid|smid|smtyp|ref_src"
    r"|ref_url|at_(medium|campaign|custom\d|link_.*|ptr_name|format|bbc_team)|xtor|ftag"
    r"|guccounter|guce_.*|soc_(src|trk)|__twitter_impression",
    re.IGNORECASE,
)
_VARIANT = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=.+\..)")
_USUAL_PORTS = {"http": 80, "https": 443}


def clean_address(url: str) -> str:
    """The address without fragment, user, tracking parameters and what goes without saying."""
    parts = urlsplit(url.strip())
    kept = [pair for pair in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(pair[0])]
    query = parts.query if len(kept) == parts.query.count("&") + 1 else urlencode(kept)
    scheme = parts.scheme.lower()
    return urlunsplit((scheme, _netloc(parts, scheme), parts.path or "/", query, ""))


def canonical_address(url: str, stated: str | None) -> str:
    """The address that a page states for itself, if it is on the same site; else its own.

    A page that calls the site's front page its own address is not believed.
    """
    own = clean_address(url)
    try:
        named = clean_address(urljoin(own, stated.strip())) if stated and stated.strip() else own
        ours, theirs = urlsplit(own), urlsplit(named)
        is_ours = theirs.scheme in _USUAL_PORTS and _site(ours) == _site(theirs)
    except ValueError:
        return own
    if not is_ours or (theirs.path == "/" and ours.path != "/"):
        return own
    scheme = "https" if ours.scheme == "https" else theirs.scheme
    return urlunsplit((scheme, _netloc(theirs, scheme), theirs.path, theirs.query, ""))


def _netloc(parts: SplitResult, scheme: str) -> str:
    host = (parts.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    port = parts.port
    usual = (_USUAL_PORTS.get(scheme), _USUAL_PORTS.get(parts.scheme.lower()))
    return host if port is None or port in usual else f"{host}:{port}"


def _site(parts: SplitResult) -> tuple[str, int | None]:
    """What two addresses of one site share: the host without www and the like, and an odd port."""
    port = parts.port
    return (
        _VARIANT.sub("", (parts.hostname or "").lower()),
        None if port in _USUAL_PORTS.values() else port,
    )
