"""fauxplane-check, judged: right clients are clean, and mutants are found by their owners.

    check_test.py FAUXPLANE_CHECK REFERENCE_CLIENT

Runs are seeded. With FAUXPLANE_UPDATE_GOLDEN=1 docs/properties.md is written anew.
"""

import concurrent.futures
import json
import os
import pathlib
import sys
import tempfile
import unittest

from checking import PROGRAM, REFERENCE, ROOT, SAMPLE_NODE, SAMPLE_PYTHON, check, run

DOCUMENT = ROOT / "docs" / "properties.md"
AT_ONCE = 2


class CheckTest(unittest.TestCase):
    def properties(self):
        return json.loads(run(PROGRAM, "list", "--json").stdout)

    def assert_clean(self, *client):
        ran, _ = check("--level", "robust", "--cases", "6", client=client)
        self.assertEqual(ran.returncode, 0, ran.stdout + ran.stderr)

    def test_the_reference_client_is_clean(self):
        self.assert_clean(REFERENCE)

    def test_the_python_client_is_clean(self):
        self.assert_clean(*SAMPLE_PYTHON)

    def test_the_node_client_is_clean(self):
        self.assert_clean(*SAMPLE_NODE)

    def test_the_clients_of_memorysync_are_clean(self):
        for client in ((REFERENCE,), SAMPLE_PYTHON, SAMPLE_NODE):
            self.assert_clean(*client, "--service", "memorysync")

    def test_a_list_is_of_the_properties_of_a_service(self):
        every = {row["id"]: row["service"] for row in self.properties()}
        for service in ("memsy", "memorysync"):
            rows = json.loads(run(PROGRAM, "list", "--json", "--service", service).stdout)
            self.assertEqual([row["id"] for row in rows],
                             [id for id, whose in every.items() if whose in (service, "any")])
        self.assertEqual(run(PROGRAM, "list", "--service", "other").returncode, 2)

    def test_every_mutant_is_found_by_its_owner(self):
        known = {row["id"] for row in self.properties()}
        rows = [(service, *line.split("\t"))
                for service in ("memsy", "memorysync")
                for line in run(REFERENCE, "--service", service, "--list-mutants")
                .stdout.splitlines()]
        owned = [(name, owner, service) for service, name, _, owner, _ in rows if owner in known]
        self.assertGreater(len(owned), 110)
        self.assertEqual({row[3] for row in rows} - known, set())

        def is_found(mutant):
            name, owner, service = mutant
            ran, _ = check("--level", "strict", "--cases", "15", "--jobs", "1", "--only", owner,
                           client=(REFERENCE, "--service", service, "--mutant", name))
            return name, ran.returncode == 1

        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            found = dict(pool.map(is_found, owned))
        for name, owner, _ in sorted(owned, key=lambda mutant: mutant[1]):
            print(f"{owner:5} {'found' if found[name] else 'ALIVE'} {name}")
        self.assertEqual({name for name, is_ in found.items() if not is_}, set())
        musts = {row["id"] for row in self.properties() if row["level"] == "MUST"}
        self.assertEqual(musts - {owner for _, owner, _ in owned}, set())

    def test_the_same_seed_gives_the_same_report(self):
        client = (REFERENCE, "--mutant", "date_unknown")
        only = ("--only", "B1,C1,C2,C3,D4", "--seed", "7")
        reports = [check(*only, client=client)[1] for _ in range(2)]
        self.assertIn("failed", {row["outcome"] for row in reports[0]["properties"]})
        self.assertEqual(reports[0], reports[1])

    def test_a_failure_is_a_file_that_plays_again(self):
        client = (REFERENCE, "--mutant", "one_attempt_too_many")
        _, report = check("--only", "B1", client=client)
        row = next(row for row in report["properties"] if row["outcome"] == "failed")
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "failure.yaml"
            path.write_text(row["failures"][0]["scenario"])
            self.assertEqual(run(PROGRAM, "replay", str(path), "--", *client).returncode, 1)
            self.assertEqual(run(PROGRAM, "replay", str(path), "--", REFERENCE).returncode, 0)

    def test_an_adapter_that_does_not_speak_is_no_violation(self):
        self.assertEqual(run(PROGRAM, "run", "--", "true").returncode, 4)
        self.assertEqual(run(PROGRAM, "run", "--", "no-such-program").returncode, 4)
        self.assertEqual(run(PROGRAM, "run").returncode, 2)

    def test_the_document_lists_the_catalogue(self):
        columns = ["id", "service", "level", "tier", "requirement", "domain", "source"]
        rows = [columns, ["---"] * len(columns)]
        rows += [[row[column] for column in columns] for row in self.properties()]
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        text = DOCUMENT.read_text()
        begin, end = "<!-- properties -->\n", "<!-- /properties -->"
        before, rest = text.split(begin)
        _, after = rest.split(end)
        wanted = before + begin + "\n".join(lines) + "\n" + end + after
        if os.environ.get("FAUXPLANE_UPDATE_GOLDEN") == "1":
            DOCUMENT.write_text(wanted)
        self.assertEqual(wanted, DOCUMENT.read_text())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
