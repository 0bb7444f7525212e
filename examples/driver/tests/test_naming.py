import unittest

from osvimdriver.naming import MAXIMUM, resource_name


class ResourceName(unittest.TestCase):
    def test_words_are_joined_by_hyphens(self):
        self.assertEqual(resource_name("web", "Front End"), "web-front-end")

    def test_a_cut_name_does_not_end_in_a_hyphen(self):
        self.assertEqual(resource_name("a" * (MAXIMUM - 1), "b"), "a" * (MAXIMUM - 1))

    def test_nothing_to_name_is_an_error(self):
        with self.assertRaises(ValueError):
            resource_name("--", "..")
