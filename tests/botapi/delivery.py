"""getUpdates and the webhook."""

import re
from urllib.parse import urlsplit

from .errors import ApiError, bad_request
from .params import boolean, integer, string
from .records import Json
from .webhook import Webhook
from .world import World

WEBHOOK_IS_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
_PORTS = frozenset({None, 80, 88, 443, 8443})


async def get_updates(world: World, params: dict[str, object]) -> list[Json]:
    """https://core.telegram.org/bots/api#getupdates."""
    if world.webhook is not None:
        raise ApiError(409, WEBHOOK_IS_ACTIVE)
    offset = integer(params, "offset")
    limit = min(max(integer(params, "limit", 100), 1), 100)
    timeout = min(max(integer(params, "timeout"), 0), 50)
    world.updates.allow(params.get("allowed_updates"))
    return await world.updates.poll(offset, limit, timeout)


async def set_webhook(world: World, params: dict[str, object]) -> bool:
    """https://core.telegram.org/bots/api#setwebhook; plain HTTP is taken for this machine only."""
    url = string(params, "url")
    if not url:
        return await delete_webhook(world, params)
    try:
        address = urlsplit(url)
        host, port = address.hostname, address.port
    except ValueError:
        host = port = None
    if not host:
        raise bad_request("invalid webhook URL specified")
    is_local = host in {"127.0.0.1", "localhost"}
    if address.scheme != "https" and not is_local:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in _PORTS and not is_local:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    secret = string(params, "secret_token")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not re.fullmatch("[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    await delete_webhook(world, params)
    world.updates.interrupt(ApiError(409, "Conflict: terminated by setWebhook request"))
    world.updates.allow(params.get("allowed_updates"))
    connections = min(max(integer(params, "max_connections", 40), 1), 100)
    world.webhook = Webhook(url, secret, connections, world.updates)
    world.webhook.start()
    return True


async def delete_webhook(world: World, params: dict[str, object]) -> bool:
    """https://core.telegram.org/bots/api#deletewebhook."""
    if world.webhook is not None:
        await world.webhook.stop()
        world.webhook = None
    if boolean(params, "drop_pending_updates"):
        world.updates.pending.clear()
    return True


def get_webhook_info(world: World, params: dict[str, object]) -> Json:
    """https://core.telegram.org/bots/api#getwebhookinfo."""
    hook = world.webhook
    info: Json = hook.as_json() if hook else {"url": "", "has_custom_certificate": False}
    info["pending_update_count"] = len(world.updates.pending)
    if world.updates.allowed:
        info["allowed_updates"] = sorted(world.updates.allowed)
    return info


METHODS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
