"""All that a speaker has on record, or on a topic, in the order of its dates, as a file to keep or print.

May import answering and render; commands and Telegram import this.
"""
