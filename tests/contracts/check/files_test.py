"""What fauxplane-check is told of a client: what is known to be wrong, and its profile.

    files_test.py FAUXPLANE_CHECK REFERENCE_CLIENT
"""

import pathlib
import sys
import tempfile
import unittest

from checking import PROGRAM, REFERENCE, check, check_with_file, python_adapter, run

FAULTY = (REFERENCE, "--mutant", "one_attempt_too_many")
RIGHT = (REFERENCE,)
SIGNATURE = "B1/attempts/too_many"
RENAMED = python_adapter(pathlib.Path(__file__).with_name("renamed_adapter.py"))
PROFILE = """
root: AcmeError
kinds:
  AcmeConnectionError: connection
  AcmeAPIError: api
  AcmeAuthenticationError: authentication
  AcmeAuthorizationError: authorization
  AcmeFeatureNotAvailable: feature_not_available
  AcmeSeatRequiredError: seat_required
  AcmeOrgLimitReachedError: org_limit_reached
  AcmeKeyLimitReachedError: key_limit_reached
  AcmeBillingNotEnabledError: billing_not_enabled
  AcmeSeatLimitReachedError: seat_limit_reached
  AcmeUsageLimitExceeded: usage_limit_exceeded
  AcmeRateLimitExceeded: rate_limit_exceeded
  AcmeOrgIdNotAllowedError: org_id_not_allowed
attributes: {status_code: http_status}
"""


def expecting(entry, *options, client):
    text = f"expectations:\n- {{reason: known, {entry}}}\n"
    return check_with_file("--expect", text, *options, client=client)


class ExpectationsTest(unittest.TestCase):
    def test_what_is_expected_is_no_violation(self):
        ran, report = expecting(f"signature: {SIGNATURE}", "--only", "B1", client=FAULTY)
        self.assertEqual(ran.returncode, 0, ran.stdout + ran.stderr)
        self.assertIn(f"expected {SIGNATURE}\n", ran.stdout)
        self.assertEqual(report["properties"][0]["expected"], [SIGNATURE])
        self.assertEqual(report["properties"][0]["outcome"], "passed")

    def test_what_is_seen_no_more_fails_the_run(self):
        ran, report = expecting(f"signature: {SIGNATURE}", "--only", "B1", client=RIGHT)
        self.assertEqual(ran.returncode, 1, ran.stdout + ran.stderr)
        self.assertIn(f"STALE no longer seen: {SIGNATURE} (known)", ran.stdout)
        self.assertEqual(report["stale"], [SIGNATURE])

    def test_what_is_not_expected_fails_the_run_as_ever(self):
        ran, report = expecting("signature: B1/outcome/*", "--only", "B1", client=FAULTY)
        self.assertEqual(ran.returncode, 1, ran.stdout + ran.stderr)
        self.assertEqual(report["properties"][0]["failures"][0]["signature"], SIGNATURE)
        self.assertNotIn("expected", report["properties"][0])

    def test_an_expectation_is_about_versions(self):
        entry = f'signature: {SIGNATURE}, versions: "<0.1"'
        ran, _ = expecting(entry, "--only", "B1", client=FAULTY)
        self.assertEqual(ran.returncode, 1, ran.stdout + ran.stderr)
        ran, _ = expecting(entry, "--only", "B1", client=RIGHT)
        self.assertEqual(ran.returncode, 0, ran.stdout + ran.stderr)

    def test_a_failure_that_was_written_can_be_pinned(self):
        _, report = check("--only", "B1", client=FAULTY)
        with tempfile.TemporaryDirectory() as folder:
            pinned = pathlib.Path(folder) / "pinned.yaml"
            pinned.write_text(report["properties"][0]["failures"][0]["scenario"])
            entry = f"signature: {SIGNATURE}, pinned: {pinned}"
            ran, _ = expecting(entry, "--only", "P2", client=FAULTY)
            self.assertEqual(ran.returncode, 0, ran.stdout + ran.stderr)
            ran, _ = expecting(entry, "--only", "P2", client=RIGHT)
            self.assertEqual(ran.returncode, 1, ran.stdout + ran.stderr)
            self.assertIn(f"in {pinned}", ran.stdout)

    def test_what_is_pruned_is_tried_by_its_own_property_only(self):
        entry = "signature: B1/*, prune: {status: [429]}"
        ran, report = expecting(entry, "--only", "B1,H2", client=FAULTY)
        self.assertEqual(ran.returncode, 0, ran.stdout + ran.stderr)
        outcomes = {row["id"]: row["outcome"] for row in report["properties"]}
        self.assertEqual(outcomes, {"B1": "passed", "H2": "skipped"})

    def test_a_file_that_is_wrong_is_bad_usage(self):
        ran, report = expecting("signature: Z9/x", client=RIGHT)
        self.assertEqual(ran.returncode, 2)
        self.assertIn('file.yaml:2:30: there is no property "Z9"', ran.stderr)
        self.assertIsNone(report)

    def test_a_scenario_without_calls_cannot_be_replayed(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "plain.yaml"
            path.write_text("# Nothing to check.\nfauxplane: 1\n")
            ran = run(PROGRAM, "replay", str(path), "--", *RIGHT)
        self.assertEqual(ran.returncode, 2, ran.stdout + ran.stderr)
        self.assertIn("no `check:`", ran.stderr)


class ProfileTest(unittest.TestCase):
    def test_a_client_with_names_of_its_own_needs_a_profile(self):
        options = ("--cases", "6")
        ran, _ = check(*options, "--only", "A1,A2,A3,B1", client=RENAMED)
        self.assertEqual(ran.returncode, 1, ran.stdout + ran.stderr)
        self.assertIn("foreign_error", ran.stdout)
        ran, report = check_with_file("--profile", PROFILE, *options, client=RENAMED)
        self.assertEqual(ran.returncode, 0, ran.stdout + ran.stderr)
        self.assertGreater(len(report["properties"]), 50)

    def test_what_a_profile_is_without_is_skipped(self):
        ran, report = check_with_file("--profile", "without: [usage]\n", "--only", "E1",
                                      client=RIGHT)
        self.assertEqual(ran.returncode, 0, ran.stdout + ran.stderr)
        self.assertEqual(report["properties"][0]["outcome"], "skipped")

    def test_a_dialect_says_what_is_right_as_well(self):
        client = (REFERENCE, "--variation", "http_date_as_backoff")
        for choice, status in (("wait", 1), ("backoff", 0)):
            dialect = f"dialect: {{retry_after_date: {choice}}}\n"
            ran, _ = check_with_file("--profile", dialect, "--only", "C2,C3", client=client)
            self.assertEqual(ran.returncode, status, ran.stdout + ran.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
