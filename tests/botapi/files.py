"""sendPhoto, sendDocument and getFile."""

from .errors import ApiError, bad_request
from .messages import post
from .params import Upload, string
from .records import MAX_DOWNLOAD, Attachment, Content, Json, image_size
from .text import caption_text
from .world import World

MAX_UPLOAD = {"document": 50_000_000, "photo": 10_000_000}


def send_photo(world: World, params: dict[str, object]) -> Json:
    """https://core.telegram.org/bots/api#sendphoto."""
    return _send(world, params, "photo")


def send_document(world: World, params: dict[str, object]) -> Json:
    """https://core.telegram.org/bots/api#senddocument."""
    return _send(world, params, "document")


def _send(world: World, params: dict[str, object], kind: str) -> Json:
    caption = caption_text(params, strict=world.strict)
    attachment = _attachment(world, params, kind)
    content = Content(caption.text, caption.entities, string(params, "caption"), attachment=attachment)
    return post(world, params, content).as_json()


def _attachment(world: World, params: dict[str, object], kind: str) -> Attachment:
    value = params.get(kind)
    if isinstance(value, str) and value.startswith("attach://"):
        value = params.get(value.removeprefix("attach://"))
    if isinstance(value, str) and value:
        known = world.files.get(value)
        if known is None or known.kind != kind:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return known
    if not isinstance(value, Upload):
        raise bad_request(f"there is no {kind} in the request")
    if not value.data:
        raise bad_request("file must be non-empty")
    if len(value.data) > MAX_UPLOAD[kind]:
        raise ApiError(413, "Request Entity Too Large")
    if kind == "photo" and image_size(value.data) is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    return world.keep(Attachment(kind, value.data, value.name, value.mime_type))


def get_file(world: World, params: dict[str, object]) -> Json:
    """https://core.telegram.org/bots/api#getfile."""
    attachment = world.files.get(string(params, "file_id"))
    if attachment is None:
        raise bad_request("invalid file_id")
    if len(attachment.data) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return attachment.as_file()


METHODS = {"sendPhoto": send_photo, "sendDocument": send_document, "getFile": get_file}
