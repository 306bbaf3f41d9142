"""Clients that are right in another way have no findings, whatever the seed.

    variations_test.py FAUXPLANE_CHECK REFERENCE_CLIENT
"""

import concurrent.futures
import sys
import unittest

from checking import REFERENCE, check_with_file, run

AT_ONCE = 2
SEEDS = range(1, 11)


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
        listed = run(REFERENCE, "--list-variations").stdout.splitlines()
        names = [line.split("\t")[0] for line in listed]
        self.assertGreater(len(names), 10)
        self.assert_clean({
            name: (("--level", "robust", "--cases", "6"), (REFERENCE, "--variation", name))
            for name in names
        })

    def test_the_reference_client_is_clean_with_every_seed(self):
        self.assert_clean({
            seed: (("--cases", "3", "--seed", str(seed)), (REFERENCE,)) for seed in SEEDS
        })


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
