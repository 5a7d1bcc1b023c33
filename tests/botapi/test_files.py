"""Files up and down."""

import struct

import pytest

from . import ApiError, Attachment, BotApiServer
from .conftest import Client

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", 640, 480)
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 480, 640)


@pytest.mark.parametrize("picture", [PNG, JPEG])
async def test_a_photo_is_uploaded(server: BotApiServer, call: Client, picture: bytes) -> None:
    chat = server.private_chat(server.user("Alice"))
    sent = await call.upload(
        "sendPhoto",
        {"photo": ("chart.png", picture, "image/png")},
        chat_id=chat.id,
        caption="<b>Chart</b>",
        parse_mode="HTML",
    )
    assert sent["caption"] == "Chart"
    (size,) = sent["photo"]
    assert (size["width"], size["height"], size["file_size"]) == (640, 480, len(picture))
    attachment = (await chat.wait_for_reply()).content.attachment
    assert attachment is not None
    assert attachment.data == picture
    again = await call("sendPhoto", chat_id=chat.id, photo=size["file_id"])
    assert again["photo"] == sent["photo"]


async def test_a_document_goes_up_and_down_byte_for_byte(server: BotApiServer, call: Client) -> None:
    chat = server.private_chat(server.user("Alice"))
    data = bytes(range(256)) * 40 + b"\r\n--x\r\n\r\n"
    files = {"report": ("bericht ä.bin", data, "application/x-thing")}
    sent = await call.upload("sendDocument", files, chat_id=chat.id, document="attach://report")
    document = sent["document"]
    assert (document["file_name"], document["mime_type"]) == ("bericht ä.bin", "application/x-thing")
    file = await call("getFile", file_id=document["file_id"])
    path = f"/file/bot{server.world.token}/{file['file_path']}"
    assert (await call.http.get(path)).content == data
    assert (await call.http.get(path + "x")).status_code == 404
    assert (await call.http.get(path.replace(":", ":x"))).status_code == 401


async def test_files_that_are_refused(server: BotApiServer, call: Client) -> None:
    chat = server.private_chat(server.user("Alice"))
    for files, words in (
        ({"photo": ("x.png", b"text")}, "Bad Request: IMAGE_PROCESS_FAILED"),
        ({"photo": ("x.png", b"")}, "Bad Request: file must be non-empty"),
        ({"other": ("x.png", PNG)}, "Bad Request: there is no photo in the request"),
        ({"photo": ("x.png", PNG + bytes(10_000_000))}, "Request Entity Too Large"),
    ):
        with pytest.raises(ApiError, match=words):
            await call.upload("sendPhoto", files, chat_id=chat.id)
    with pytest.raises(ApiError, match="Bad Request: wrong file identifier/HTTP URL specified"):
        await call("sendPhoto", chat_id=chat.id, photo="https://example.org/x.png")
    with pytest.raises(ApiError, match="Bad Request: message caption is too long"):
        await call.upload("sendPhoto", {"photo": ("x.png", PNG)}, chat_id=chat.id, caption="x" * 1025)
    with pytest.raises(ApiError, match="Bad Request: invalid file_id"):
        await call("getFile", file_id="x")
    assert chat.replies == []


async def test_bots_download_at_most_20_megabytes(server: BotApiServer, call: Client) -> None:
    alice = server.user("Alice")
    chat = server.private_chat(alice)
    for size in (20_000_000, 20_000_001):
        chat.send(alice, attachment=Attachment("document", bytes(size)))
    small, big = [update["message"]["document"] for update in await call("getUpdates")]
    assert (await call("getFile", file_id=small["file_id"]))["file_size"] == 20_000_000
    with pytest.raises(ApiError, match="Bad Request: file is too big"):
        await call("getFile", file_id=big["file_id"])
