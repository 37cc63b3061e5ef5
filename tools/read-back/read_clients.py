"""Reads the folder of an export with clients/python and prints what it finds as JSON: rows of every table, words of the
codebook, and, where pandas is on the PYTHONPATH, sizes and types of its data frames."""
import json, os, sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../clients/python'))
from echocohort import Snapshot, SnapshotError

folder, tables = sys.argv[1], sys.argv[2].split(',')
snapshot = Snapshot.from_folder(folder)
try:
    import pandas  # noqa: F401
    frames = {name: snapshot.table(name, 'zh') for name in tables}
except ImportError:
    frames = {}
try:
    Snapshot.from_folder(folder, root='0' * 64)
    refused = None
except SnapshotError as error:
    refused = error.code
print(json.dumps({
    'rows': {name: snapshot.rows(name) for name in tables}, 'files': snapshot.verify(), 'refused': refused,
    'words': {row['code']: row['code_label_zh'] for row in snapshot.codebook('lesions') if row['column'] == 'shape'},
    'frames': {name: {'rows': len(frame), 'types': {column: str(kind.name) for column, kind in frame.dtypes.items()}, 'missing': frame.attrs['missing'], 'labels': frame.attrs['labels']} for name, frame in frames.items()},
}, ensure_ascii=False))
