"""What a browser calls itself, in words that its owner knows it by."""

BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
"""By what tells one from those before it: each claims to be the ones below as well."""

SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def called(agent: str) -> str:
    """Give browser and system by name, such as ``Firefox, Windows``; else what it said itself."""
    found = [
        next((name for mark, name in marks.items() if mark in agent), "")
        for marks in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(filter(None, found)) or agent
