"""What the server answers when it refuses a call."""


class ApiError(Exception):
    """A refusal: an HTTP status, Telegram's words for it, and how long to wait where that is the cure."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def as_json(self) -> dict[str, object]:
        """The body of the answer."""
        body: dict[str, object] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


def bad_request(why: str) -> ApiError:
    """The commonest refusal. Telegram puts the first letter in lower case, unless the word is a CODE."""
    if not why[1:2].isupper():
        why = why[:1].lower() + why[1:]
    return ApiError(400, f"Bad Request: {why}")


def lost(what: str) -> ApiError:
    """Something Telegram would accept and silently lose; its users would see a broken message."""
    return ApiError(400, f"Bad Request: strict: {what}")


def too_many_requests(retry_after: int) -> ApiError:
    """A limit was passed; the same call is welcome after so many seconds."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after)
