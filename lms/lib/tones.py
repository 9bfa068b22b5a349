"""Colours and icons in one place, for HTML, SVG, spreadsheets and PDF."""

# Number → (colour, text on it with enough contrast); UN colours of the 17 goals.
GOAL_COLOURS = {
    1: ("#e5243b", "#ffffff"),
    2: ("#dda63a", "#000000"),
    3: ("#4c9f38", "#000000"),
    4: ("#c5192d", "#ffffff"),
    5: ("#ff3a21", "#000000"),
    6: ("#26bde2", "#000000"),
    7: ("#fcc30b", "#000000"),
    8: ("#a21942", "#ffffff"),
    9: ("#fd6925", "#000000"),
    10: ("#dd1367", "#ffffff"),
    11: ("#fd9d24", "#000000"),
    12: ("#bf8b2e", "#000000"),
    13: ("#3f7e44", "#ffffff"),
    14: ("#0a97d9", "#000000"),
    15: ("#56c02b", "#000000"),
    16: ("#00689d", "#ffffff"),
    17: ("#19486a", "#ffffff"),
}

# Line icons drawn for this project on a 24 × 24 grid, stroke 2.
ICONS = {
    "alert": '<path d="M12 4l9 16H3zM12 10v4m0 3v.01"/>',
    "calendar": '<path d="M4 6h16v14H4zM4 10h16M8 3v4m8-4v4"/>',
    "check": '<path d="M4 12.5l5 5L20 6.5"/>',
    "chevron": '<path d="M6 9l6 6 6-6"/>',
    "circle": '<circle cx="12" cy="12" r="8.5"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>',
    "cloud": '<path d="M7 18a4 4 0 010-8 5 5 0 019.6-1.3A4.5 4.5 0 0117 18z"/>',
    "cross": '<path d="M6 6l12 12M18 6L6 18"/>',
    "down": '<path d="M12 4v11m-5-5l5 5 5-5M5 20h14"/>',
    "edit": '<path d="M4 20l1-4L16 5l3 3L8 19z"/>',
    "file": '<path d="M6 3h8l4 4v14H6zM14 3v4h4"/>',
    "flag": '<path d="M6 21V4h12l-2.5 4L18 12H6"/>',
    "half": '<circle cx="12" cy="12" r="8.5"/><path class="fill" d="M12 3.5a8.5 8.5 0 010 17z"/>',
    "lock": '<path d="M5 11h14v9H5zM8 11V8a4 4 0 018 0v3"/>',
    "mail": '<path d="M3 5h18v14H3zM3 7l9 6 9-6"/>',
    "message": '<path d="M4 5h16v11H10l-5 4v-4H4z"/>',
    "next": '<path d="M5 12h14m-6-6l6 6-6 6"/>',
    "people": (
        '<circle cx="9" cy="8" r="3.5"/>'
        '<path d="M3 20c0-4 2.5-6 6-6s6 2 6 6M16 5a3.5 3.5 0 010 6.5M18 14.5c2 .8 3 2.7 3 5.5"/>'
    ),
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "previous": '<path d="M19 12H5m6-6l-6 6 6 6"/>',
    "print": '<path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z"/>',
    "quiz": (
        '<circle cx="12" cy="12" r="9"/>'
        '<path d="M9.500 9.500a2.500 2.500 0 115 0c0 1.700-2.500 2-2.500 3.700M12 17v.01"/>'
    ),
    "search": '<circle cx="11" cy="11" r="6.500"/><path d="M16 16l5 5"/>',
    "up": '<path d="M12 20V5m-6 6l6-6 6 6"/>',
    "user": '<circle cx="12" cy="8" r="4"/><path d="M4 21c0-5 3-7 8-7s8 2 8 7"/>',
}
