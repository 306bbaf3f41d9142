"""Clients that are right in another way have no findings, whatever the seed.

    variations_test.py FAUXPLANE_CHECK REFERENCE_CLIENT
"""

import concurrent.futures
import sys
import unittest

from checking import REFERENCE, check_with_file, run

AT_ONCE = 2
SEEDS = range(1, 11)
SERVICES = ("memsy", "memorysync")


# Right only for a client whose profile says so.
PROFILES = {"http_date_as_backoff": "dialect: {retry_after_date: backoff}\n"}


def findings_of(*options, client):
    """What was printed, when the client is not clean."""
    profile = PROFILES.get(client[-1], "without: []\n")
    ran, _ = check_with_file("--profile", profile, "--jobs", "1", *options, client=client)
    return "" if ran.returncode == 0 else ran.stdout + ran.stderr


class VariationsTest(unittest.TestCase):
    maxDiff = None

    def assert_clean(self, tries):
        """`tries` gives options and client by a name."""

        def one(name):
            options, client = tries[name]
            return name, findings_of(*options, client=client)

        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            found = dict(pool.map(one, tries))
        self.assertEqual({name: text for name, text in found.items() if text}, {})

    def test_a_choice_that_the_contract_leaves_open_is_no_finding(self):
        tries = {}
        for service in SERVICES:
            of_service = (REFERENCE, "--service", service)
            for line in run(*of_service, "--list-variations").stdout.splitlines():
                name = line.split("\t")[0]
                tries[f"{service} {name}"] = (("--level", "robust", "--cases", "6"),
                                              (*of_service, "--variation", name))
        self.assertGreater(len(tries), 13)
        self.assert_clean(tries)

    def test_the_reference_client_is_clean_with_every_seed(self):
        self.assert_clean({
            f"{service} {seed}": (("--cases", "3", "--seed", str(seed)),
                                  (REFERENCE, "--service", service))
            for service in SERVICES
            for seed in SEEDS
        })


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
