"""Tests to begin with: replace `slug` by what you want to test. Run this file, or `python3 -m unittest`."""

import re
import unittest


def slug(title):
    """Return a title as it could stand in an address: small letters and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


class SlugTest(unittest.TestCase):
    def test_blanks_become_hyphens(self):
        self.assertEqual(slug("Hello big World"), "hello-big-world")

    def test_signs_at_the_ends_go(self):
        self.assertEqual(slug("  What?! "), "what")

    def test_nothing_stays_nothing(self):
        self.assertEqual(slug(""), "")

    def test_a_number_is_no_title(self):
        with self.assertRaises(AttributeError):
            slug(3)


if __name__ == "__main__":
    unittest.main()
