"""The HTTP edge: questions from other programs, by JSON, in the shape of OpenAI's interface, and by MCP.

The only rooms that know starlette, uvicorn and the MCP SDK (the extra ``serve``). May import every room of ``bot`` but
the Telegram application; only ``bot.cli`` imports this.
"""
