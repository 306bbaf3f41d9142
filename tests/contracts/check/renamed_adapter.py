"""The sample client as another SDK: its errors and one of their attributes have other names."""

import pathlib
import sys

SAMPLE = pathlib.Path(__file__).resolve().parents[3] / "contracts" / "adapters" / "python"
sys.path.insert(0, str(SAMPLE))

from sample_client import errors  # noqa: E402

for error in vars(errors).values():
    if isinstance(error, type) and issubclass(error, errors.MemsyError):
        error.__name__ = "Acme" + error.__name__.removeprefix("Memsy")

documented = errors.MemsyAPIError.__init__


def renamed(self, message="", **attributes):
    documented(self, message, **attributes)
    self.http_status = self.__dict__.pop("status_code")


errors.MemsyAPIError.__init__ = renamed

import sample_adapter  # noqa: E402, F401
