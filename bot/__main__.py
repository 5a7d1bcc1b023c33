"""The command line. Each command reads the settings, does one thing and ends with the contract's exit code."""

from __future__ import annotations

import gc
import sys

from bot.cli import app
from embeddings.errors import OnrecordError


def main() -> None:
    """Run a command; what a person can mend is told in a sentence, without a traceback."""
    try:
        app(prog_name="onrecord")  # of `python -m bot`, too: completion is for what people type
    except OnrecordError as error:
        print(f"onrecord: {error}", file=sys.stderr)  # noqa: T201  rich would take brackets for markup
        sys.exit(error.exit_code)
    finally:
        gc.freeze()  # the process ends: a tenth of a question's time would go into looking for what could be let go of


if __name__ == "__main__":
    main()
