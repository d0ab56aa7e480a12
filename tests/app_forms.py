"""Forms of the app, as a test sends them."""

import re


def word(client, path="/"):
    """Give the word that forms must bring, as a page holds it."""
    return re.search(r'<meta name="csrf" content="(\w+)">', client.get(path).text)[1]
