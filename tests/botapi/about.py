"""What a bot asks about itself, a chat or its members."""

from .chats import member_json
from .errors import bad_request
from .params import integer
from .records import Json
from .world import World


def get_me(world: World, params: dict[str, object]) -> Json:
    """https://core.telegram.org/bots/api#getme."""
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": True,
        "supports_guest_queries": True,
    }
    return world.bot.as_json() | abilities


def get_chat(world: World, params: dict[str, object]) -> Json:
    """https://core.telegram.org/bots/api#getchat: the required fields of ChatFullInfo."""
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    full = {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    return world.writable_chat(params).as_json() | full


def get_chat_member(world: World, params: dict[str, object]) -> Json:
    """https://core.telegram.org/bots/api#getchatmember: `left` for a person who never was one."""
    chat = world.writable_chat(params)
    user_id = integer(params, "user_id")
    user = world.bot if user_id == world.bot.id else world.users.get(user_id)
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    if user is None:
        raise bad_request("member not found")
    return member_json(user, chat.statuses.get(user_id, "left"))


def get_chat_administrators(world: World, params: dict[str, object]) -> list[Json]:
    """https://core.telegram.org/bots/api#getchatadministrators: people only, no bots."""
    chat = world.writable_chat(params)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    statuses = {user_id: status for user_id, status in chat.statuses.items() if user_id in world.users}
    in_charge = {"creator", "administrator"}
    return [member_json(world.users[user], status) for user, status in statuses.items() if status in in_charge]


def leave_chat(world: World, params: dict[str, object]) -> bool:
    """https://core.telegram.org/bots/api#leavechat."""
    chat = world.writable_chat(params)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    chat.leave()
    return True


METHODS = {
    "getMe": get_me,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "leaveChat": leave_chat,
}
