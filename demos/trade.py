"""The town's trade: our till, our contacts, who sits with whom, and our newsletter.

The till, the contacts and the newsletter stand under the headers such exports carry.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from demos.street import ITEMS, OURS, PLACES

HEADERS = {
    name: header.split(",")
    for name, header in tomllib.loads(Path(__file__).with_name("headers.toml").read_text("utf-8")).items()
}
NOTHING = "£0.00"
ORDERS, CUSTOMERS, KNOWN, READERS = 600, 160, 60, 120
TABLES, TABLE_SEED = 45, 7
"""How many times we wrote down who sits together; drawn by a seed of its own."""
OPENED = datetime(2025, 6, 1, 8, tzinfo=UTC)


def write_orders(path: Path, random: np.random.Generator) -> Path:
    """Write our till's transactions as Square gives them."""
    [ours] = [place for place in PLACES if place.name == OURS]
    minutes = np.sort(random.integers(0, 120 * 9 * 60, ORDERS))
    return _write(path, HEADERS["till"], (_sale(i, int(at), ours.prices, random) for i, at in enumerate(minutes)))


def _sale(number: int, minute: int, prices: Sequence[float], random: np.random.Generator) -> Mapping[str, object]:
    at = OPENED + timedelta(days=minute // 540, minutes=minute % 540)
    item, many = int(random.choice(len(ITEMS), p=(0.6, 0.25, 0.15))), int(random.choice((1, 2), p=(0.8, 0.2)))
    total = f"£{prices[item] * many:.2f}"
    customer = int(random.integers(CUSTOMERS)) if random.random() < 0.5 else None
    return {
        "Date": f"{at:%Y-%m-%d}", "Time": f"{at:%H:%M:%S}", "Time Zone": "London", "Gross Sales": total,
        "Discounts": NOTHING, "Service Charges": NOTHING, "Net Sales": total, "Gift Card Sales": NOTHING,
        "Tax": NOTHING, "Tip": NOTHING, "Partial Refunds": NOTHING, "Total Collected": total, "Source": "Register",
        "Card": total, "Cash": NOTHING, "Net Total": total, "Transaction ID": f"made-up-{number:05d}",
        "Payment ID": f"paid-{number:05d}", "Description": f"{many} x {ITEMS[item]}" if many > 1 else ITEMS[item],
        "Event Type": "Payment", "Location": OURS, "Customer ID": "" if customer is None else f"C{customer:04d}",
        "Customer Name": "" if customer is None else f"Neighbour {customer + 1}", "Transaction Status": "Complete",
    }  # fmt: skip


def write_contacts(path: Path, random: np.random.Generator) -> Path:
    """Write our address book as Google Contacts gives it."""
    people = np.sort(random.permutation(CUSTOMERS)[:KNOWN])
    return _write(path, HEADERS["contacts"], ({
        "First Name": "Neighbour", "Last Name": person + 1, "Labels": "* myContacts",
        "E-mail 1 - Label": "* Home", "E-mail 1 - Value": f"neighbour{person + 1}@example.org",
        "Organization Name": random.choice(("", "", "Puddlewick School", "Puddlewick Post")),
    } for person in people))  # fmt: skip


def write_tables(path: Path, contacts: Path) -> Path:
    """Write who we saw at one table: two or three of our contacts, mostly people who live near each other."""
    with contacts.open(encoding="utf-8", newline="") as file:
        names = [f"{row['First Name']} {row['Last Name']}" for row in csv.DictReader(file)]
    random = np.random.default_rng(TABLE_SEED)
    seen: dict[tuple[str, str, str], None] = {}  # the same two on one day once
    for day in np.sort(random.integers(0, 140, TABLES)):
        host = int(random.integers(len(names)))
        guests = {
            int(guest) % len(names) for guest in host + random.integers(1, 5, int(random.choice((1, 2), p=(0.6, 0.4))))
        }
        at = f"{OPENED + timedelta(days=int(day)):%Y-%m-%d}"
        seen |= {(*sorted((names[host], names[guest])), at): None for guest in sorted(guests)}
    rows = ({"From": one, "To": other, "How": "friend", "Date": at} for one, other, at in seen)
    return _write(path, ["From", "To", "How", "Date"], rows)


def write_audience(path: Path, random: np.random.Generator) -> Path:
    """Write our newsletter's readers as Mailchimp gives them."""
    people = np.sort(random.permutation(CUSTOMERS)[:READERS])
    joined = [date(2024, 3, 1) + timedelta(days=int(day)) for day in random.integers(0, 500, READERS)]
    return _write(path, HEADERS["audience"], ({
        "Email Address": f"neighbour{person + 1}@example.org", "First Name": "Neighbour", "Last Name": person + 1,
        "MEMBER_RATING": int(random.integers(1, 6)), "OPTIN_TIME": f"{day} 09:00:00", "CONFIRM_TIME": f"{day} 09:00:00",
        "LAST_CHANGED": f"{day} 09:00:00", "LEID": 5000 + int(person), "EUID": f"made-up-{person:04d}",
    } for person, day in zip(people, joined, strict=True)))  # fmt: skip


def _write(path: Path, header: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, header, restval="", lineterminator="\n")
        lines.writeheader()
        lines.writerows(rows)
    return path
