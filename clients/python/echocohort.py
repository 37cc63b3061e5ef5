"""Reads a locked EchoCohort snapshot, from a server by token or from the folder of an export.

    from echocohort import Snapshot
    snapshot = Snapshot.from_server("https://study.example", "<snapshot id>", token, root="<root as you know it>")
    snapshot = Snapshot.from_folder("export")
    lesions = snapshot.table("lesions")            # pandas.DataFrame
    lesions.attrs["labels"]["max_diameter"]        # what a column means, with its unit
    lesions.attrs["value_labels"]["shape"]         # {code: words}
    lesions.attrs["missing"]["afp"]                # why a value is missing, one reason a row
    snapshot.read("dicom/C01-0001/C01-0001-L1/01_L1.dcm")

Every byte is compared with the digest that was locked before it is given out, and the list of digests with the root of
its Merkle tree (RFC 6962). One file, Python 3.8 or newer; only `table` needs pandas. The server's signature over the root
is checked by verify.mjs of an export; here, give the `root` that you know from elsewhere.
"""
import csv
import hashlib
import io
import json
import os
import tempfile
import urllib.error
import urllib.parse
import urllib.request

__all__ = ["Snapshot", "SnapshotError"]

_PIECE = 1 << 20


class SnapshotError(Exception):
    """Something is not as it was locked, or the server refused. `code` is stable."""

    def __init__(self, code, detail):
        super().__init__(detail)
        self.code = code


def _merkle_root(leaves):
    def node(parts):
        return hashlib.sha256(b"".join(parts)).digest()

    hashes = [node([b"\0", leaf["path"].encode(), b"\0", bytes.fromhex(leaf["sha256"])]) for leaf in sorted(leaves, key=lambda leaf: leaf["path"].encode())]
    if not hashes:
        return hashlib.sha256(b"").hexdigest()

    def tree(start, end):
        if end - start == 1:
            return hashes[start]
        half = 1
        while half * 2 < end - start:
            half *= 2
        return node([b"\1", tree(start, start + half), tree(start + half, end)])

    return tree(0, len(hashes)).hex()


def _safe(path):
    parts = path.split("/")
    return path != "" and not path.startswith("/") and "\\" not in path and ":" not in path and not any(part in ("", ".", "..") for part in parts)


class _Folder:
    def __init__(self, folder):
        self.folder = folder

    def manifest(self):
        with open(os.path.join(self.folder, "SNAPSHOT.json"), encoding="utf-8") as file:
            return file.read()

    def fetch(self, leaf, target):
        path = os.path.join(self.folder, *leaf["path"].split("/"))
        if os.path.islink(path) or not os.path.isfile(path):
            raise SnapshotError("file-missing", leaf["path"] + " is not in the folder")
        return path


class _Server:
    def __init__(self, url, snapshot, token):
        self.base = url.rstrip("/") + "/v1/snapshots/" + urllib.parse.quote(snapshot, safe="")
        self.token = token

    def _open(self, path, start=0):
        headers = {"Authorization": "Bearer " + self.token}
        if start > 0:
            headers["Range"] = "bytes=%d-" % start
        try:
            return urllib.request.urlopen(urllib.request.Request(self.base + path, headers=headers), timeout=60)
        except urllib.error.HTTPError as error:
            try:
                problem = json.loads(error.read().decode())
            except ValueError:
                problem = {}
            # The server knows why a token that it once issued has ended, and says so; of any other it says nothing.
            if error.code == 401 and not str(problem.get("code", "")).startswith("token-"):
                problem = {"code": "signed-out", "detail": "the token is expired, was revoked (as when the release is taken back), or is not known to this server: ask who released the snapshot to you"}
            raise SnapshotError(problem.get("code", "http-%d" % error.code), problem.get("detail", "the server answered %d" % error.code)) from None
        except OSError as error:
            raise SnapshotError("no-connection", "the server does not answer: %s" % getattr(error, "reason", error)) from None

    def manifest(self):
        with self._open("/manifest") as answer:
            return answer.read().decode()

    def fetch(self, leaf, target):
        """Into the file `target`; what a broken connection left there is continued."""
        have = os.path.getsize(target) if os.path.exists(target) else 0
        if have > leaf["size"]:
            os.remove(target)
            have = 0
        if have < leaf["size"] or leaf["size"] == 0:
            with self._open("/file?path=" + urllib.parse.quote(leaf["path"], safe=""), have) as answer, open(target, "ab" if have and answer.status == 206 else "wb") as file:
                while True:
                    piece = answer.read(_PIECE)
                    if not piece:
                        break
                    file.write(piece)
        return target


def _unescape(cell):
    if cell == "n/a":
        return None
    if cell.startswith("'"):
        cell = cell[1:]
    if "\\" not in cell:
        return cell
    out, at = [], 0
    while at < len(cell):
        if cell[at] == "\\" and at + 1 < len(cell) and cell[at + 1] in "\\tnr":
            out.append({"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}[cell[at + 1]])
            at += 2
        else:
            out.append(cell[at])
            at += 1
    return "".join(out)


class Snapshot:
    """A locked snapshot. Nothing is read before it is asked for; what was read from a server is kept in `cache`."""

    def __init__(self, source, root=None, cache=None):
        self._source = source
        self._temporary = None
        if cache is None and isinstance(source, _Server):
            self._temporary = tempfile.TemporaryDirectory(prefix="echocohort-")
            cache = self._temporary.name
        self._cache = cache
        try:
            self.manifest = json.loads(source.manifest())
            self._leaves = {leaf["path"]: leaf for leaf in self.manifest["leaves"]}
            found = _merkle_root(self.manifest["leaves"])
            self.root = self.manifest["record"]["root"]
        except (ValueError, KeyError, TypeError):
            raise SnapshotError("manifest-unreadable", "the manifest of the snapshot cannot be read") from None
        if found != self.root or not all(_safe(path) for path in self._leaves):
            raise SnapshotError("root-differs", "the list of files does not give the root that the manifest names")
        if root is not None and root != self.root:
            raise SnapshotError("root-differs", "this is snapshot %s, not %s" % (self.root, root))

    @classmethod
    def from_server(cls, url, snapshot, token, root=None, cache=None):
        """`token`: a read-only token of this snapshot. `cache`: a folder that keeps files between runs."""
        return cls(_Server(url, snapshot, token), root, cache)

    @classmethod
    def from_folder(cls, folder, root=None):
        return cls(_Folder(folder), root)

    def files(self):
        """Paths of all files of the snapshot."""
        return sorted(self._leaves)

    def path(self, path):
        """Where a file lies on this machine, after its digest was checked."""
        leaf = self._leaves.get(path)
        if leaf is None:
            raise SnapshotError("no-such-file", "the snapshot has no file " + path)
        target = None
        if self._cache is not None:
            target = os.path.join(self._cache, leaf["sha256"])
            os.makedirs(self._cache, exist_ok=True)
        found = self._source.fetch(leaf, target)
        digest = hashlib.sha256()
        with open(found, "rb") as file:
            for piece in iter(lambda: file.read(_PIECE), b""):
                digest.update(piece)
        if digest.hexdigest() != leaf["sha256"]:
            if found == target:
                os.remove(found)
            raise SnapshotError("digest-differs", path + " does not hold the bytes that were locked")
        return found

    def read(self, path):
        """The bytes of a file, after its digest was checked."""
        with open(self.path(path), "rb") as file:
            return file.read()

    def verify(self):
        """Reads and checks every file; returns their number."""
        for path in self.files():
            self.path(path)
        return len(self._leaves)

    def rows(self, table):
        """A table as a list of dictionaries of text (None for an empty cell), without pandas."""
        lines = self.read(table + ".tsv").decode("utf-8").split("\n")
        head = [_unescape(cell) or "n/a" for cell in lines[0].split("\t")]
        return [dict(zip(head, map(_unescape, line.split("\t")))) for line in lines[1:] if line]

    def codebook(self, table=None):
        """The codebook as a list of dictionaries, one a column and code."""
        # An apostrophe stands before what a spreadsheet would run as a formula.
        rows = [{name: cell[1:] if cell.startswith("'") else cell for name, cell in row.items()} for row in csv.DictReader(io.StringIO(self.read("codebook.csv").decode("utf-8"), newline=""))]
        return [row for row in rows if table is None or row["table"] == table + ".tsv"]

    def table(self, table, language="en"):
        """A table as pandas.DataFrame: numbers, dates, and categories for codes; labels and missing reasons in `attrs`."""
        import numpy
        import pandas

        rows = self.rows(table)
        about = {}
        for line in self.codebook(table):
            entry = about.setdefault(line["column"], {"type": line["type"], "label": line["label_" + language], "unit": line["unit"], "codes": {}})
            if line["code"] != "":
                entry["codes"][line["code"]] = line["code_label_" + language]
        columns, labels, value_labels, missing = {}, {}, {}, {}
        for name, info in about.items():
            if info["type"] in ("label", "missing-reason") or (rows and name not in rows[0]):
                continue
            cells = [row[name] for row in rows]
            reasons = [row.get(name + "_missing") for row in rows]
            if info["type"] != "text":
                reasons = ["sealed" if cell == "sealed" else reason for cell, reason in zip(cells, reasons)]
                cells = [None if cell == "sealed" else cell for cell in cells]
            codes = {code: words for code, words in info["codes"].items() if code != "sealed"}
            if info["type"] in ("number", "integer"):
                columns[name] = pandas.to_numeric(pandas.Series(cells, dtype="object"))
            elif info["type"] == "date":
                columns[name] = pandas.Series(numpy.array(["NaT" if cell is None else cell for cell in cells], dtype="datetime64[D]"))
            elif codes:
                known = list(codes) + sorted({cell for cell in cells if cell is not None} - set(codes))
                columns[name] = pandas.Series(pandas.Categorical(cells, categories=known))
                value_labels[name] = codes
            else:
                columns[name] = pandas.Series(cells, dtype="object")
            labels[name] = info["label"] + (" (%s)" % info["unit"] if info["unit"] else "")
            if any(reason is not None for reason in reasons):
                missing[name] = reasons
        frame = pandas.DataFrame(columns)
        frame.attrs.update({"labels": labels, "value_labels": value_labels, "missing": missing, "root": self.root})
        return frame

    def words(self, frame, column):
        """A coded column in words instead of codes."""
        return frame[column].cat.rename_categories(lambda code: frame.attrs["value_labels"][column].get(code, code))
