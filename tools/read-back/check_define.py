"""Checks dataset-json/define.xml of an export: against the schema of Define-XML 2.1 (as package odmlib carries it), and each
data set against the file that it names, read with pyreadstat and json: names of columns in their order, number of records,
texts within their Length, codes within their lists. Prints one JSON list of faults."""
import json, os, sys
import xml.etree.ElementTree as ET
import odmlib, pyreadstat, xmlschema

ODM, DEF, LINK = '{http://www.cdisc.org/ns/odm/v1.3}', '{http://www.cdisc.org/ns/def/v2.1}', '{http://www.w3.org/1999/xlink}'
folder = os.path.join(sys.argv[1], 'dataset-json')
document = os.path.join(folder, 'define.xml')
schema = xmlschema.XMLSchema(os.path.join(os.path.dirname(odmlib.__file__), 'schemas', 'define', '2.1', 'define2-1-0.xsd'))
faults = [f'schema: {error.reason} at {error.path}' for error in schema.iter_errors(document)]
tree = ET.parse(document)
items = {item.attrib['OID']: item for item in tree.iter(ODM + 'ItemDef')}
lists = {entry.attrib['OID']: {code.attrib['CodedValue'] for code in entry.iter(ODM + 'CodeListItem')} for entry in tree.iter(ODM + 'CodeList')}
files = set()
for group in tree.iter(ODM + 'ItemGroupDef'):
    href = group.find(DEF + 'leaf').attrib[LINK + 'href']
    files.add(os.path.normpath(os.path.join('dataset-json', href)))
    said = [items[ref.attrib['ItemOID']] for ref in group.iter(ODM + 'ItemRef')]
    names = [item.attrib['Name'] for item in said]
    is_json = href.endswith('.json')
    if is_json:
        with open(os.path.join(folder, href), encoding='utf8') as file:
            data = json.load(file)
        found, rows = [column['name'] for column in data['columns']], data['rows']
        if data['itemGroupOID'] != group.attrib['OID'] or [column['itemOID'] for column in data['columns']] != [item.attrib['OID'] for item in said]:
            faults.append(f'{href} has other OIDs')
    else:
        frame, meta = pyreadstat.read_xport(os.path.join(folder, href))
        found, rows = list(frame.columns), frame.values.tolist()
    if found != names:
        faults.append(f'{href} has columns {found}, not {names}')
    if ('def:HasNoData' in group.attrib or DEF + 'HasNoData' in group.attrib) != (len(rows) == 0):
        faults.append(f'{href} has {len(rows)} records')
    for at, item in enumerate(said):
        values = [row[at] for row in rows if row[at] is not None and row[at] == row[at] and row[at] != '']
        if item.attrib['DataType'] == 'text':
            longest = max((len(value) if is_json else len(value.encode()) for value in values), default=0)
            if longest > int(item.attrib['Length']):
                faults.append(f'{href} {names[at]} is longer than its Length')
        reference = item.find(ODM + 'CodeListRef')
        if reference is not None:
            codes = lists[reference.attrib['CodeListOID']]
            strays = {value if isinstance(value, str) else str(int(value)) for value in values} - codes
            if strays:
                faults.append(f'{href} {names[at]} has codes {sorted(strays)}')
there = {os.path.join(place, name) for place, ending in (('dataset-json', '.json'), ('sas', '.xpt')) for name in os.listdir(os.path.join(sys.argv[1], place)) if name.endswith(ending)}
if there != files:
    faults.append(f'files and data sets differ: {sorted(there ^ files)}')
print(json.dumps(faults[:40], ensure_ascii=False))
