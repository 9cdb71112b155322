"""Copy the third-party browser files and fonts from node_modules to the ignored folders where Ryddig looks for them.

Run by `make install` after `npm ci`. What is copied is pinned by package-lock.json; a licence lies beside its files.
"""

import shutil
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
MODULES: Final = ROOT / "node_modules"
VENDOR: Final = ROOT / "ryddig/site/static/vendor"
FONTS: Final = ROOT / "ryddig/reports/fonts"

SOURCE_MAP: Final = ("//# sourceMappingURL=", "/*# sourceMappingURL=")

DESIGN: Final = VENDOR / "designsystemet"
FILES: Final = (
    ("@digdir/designsystemet-css/dist/theme/designsystemet.css", DESIGN / "theme.css"),
    ("@digdir/designsystemet-css/dist/src/index.css", DESIGN / "designsystemet.css"),
    ("@digdir/designsystemet-css/LICENSE", DESIGN / "LICENSE"),
    ("htmx.org/dist/htmx.min.js", VENDOR / "htmx/htmx.min.js"),
    ("htmx.org/LICENSE", VENDOR / "htmx/LICENSE"),
    ("idb/build/umd.js", VENDOR / "idb/idb.js"),
    ("idb/LICENSE", VENDOR / "idb/LICENSE"),
    ("tus-js-client/dist/tus.min.js", VENDOR / "tus/tus.min.js"),
    ("tus-js-client/LICENSE", VENDOR / "tus/LICENSE"),
    *(
        (f"@fontsource-variable/inter/files/{name}", VENDOR / "inter" / name)
        for name in (
            "inter-latin-wght-normal.woff2",
            "inter-latin-ext-wght-normal.woff2",
            "inter-cyrillic-wght-normal.woff2",
        )
    ),
    ("@fontsource-variable/inter/LICENSE", VENDOR / "inter/LICENSE"),
    *(
        (f"@expo-google-fonts/inter/{cut}/Inter_{cut}.ttf", FONTS / f"Inter_{cut}.ttf")
        for cut in ("400Regular", "400Regular_Italic", "500Medium", "600SemiBold", "700Bold")
    ),
    ("@expo-google-fonts/inter/LICENSE_FONT", FONTS / "LICENSE"),
)


def copy_file(source: Path, target: Path) -> None:
    """Copy one file; a script loses its sourceMappingURL line, which names a file that is not there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix not in {".js", ".css"}:
        shutil.copyfile(source, target)
        return
    lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
    target.write_text("".join(line for line in lines if not line.startswith(SOURCE_MAP)), encoding="utf-8")


def main() -> int:
    missing = [name for name, _ in FILES if not (MODULES / name).is_file()]
    if missing:
        print("These files are not in node_modules:", *missing, "Run `npm ci --ignore-scripts`.", sep="\n  ")
        return 1
    for folder in (VENDOR, FONTS):
        shutil.rmtree(folder, ignore_errors=True)
    for name, target in FILES:
        copy_file(MODULES / name, target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
