"""Reads the files of a folder as users do (pyreadstat, pandas, openpyxl) and compares every value, code, label and
missing reason with expected.json. Prints one JSON list of differences; an empty list means that all are equal."""
import csv, datetime, json, math, os, re, sys
import openpyxl, pandas, pyarrow.parquet, pyreadstat

folder = sys.argv[1]
expected = json.load(open(os.path.join(folder, 'expected.json'), encoding='utf-8'))
reasons = {r['code']: (i, r['label']) for i, r in enumerate(expected['missingReasons'])}
differences = []


def differs(where, found, wanted):
    differences.append({'where': where, 'found': repr(found), 'wanted': repr(wanted)})


def same(where, found, wanted):
    if found != wanted:
        differs(where, found, wanted)


def empty(value):
    return value is None or (isinstance(value, float) and math.isnan(value)) or value is pandas.NaT or value == ''


def is_reason(cell):
    return isinstance(cell, dict)


def codes_of(column, cells):
    codes = list(column.get('codes') or [])
    known = {c['code'] for c in codes}
    for cell in cells:
        if isinstance(cell, str) and cell not in known:
            known.add(cell)
            codes.append({'code': cell, 'label': cell})
    whole = all(re.fullmatch(r'0|-?[1-9]\d{0,5}', c['code']) for c in codes)
    return {c['code']: (float(c['code']) if whole else float(i + 1), c['label']) for i, c in enumerate(codes)}, whole


def is_text(column):
    return column['type'] == 'text' or (column['type'] == 'code' and not column.get('codes'))


def cut(text, most):
    return text.encode('utf-8')[:most].decode('utf-8', 'ignore')


def as_date(text):
    return datetime.date.fromisoformat(text)


def check_statistical(where, frame, meta, table, missing, names=None, most_text=None, most_label=None, value_labels=True, most_value_label=32000, holds=lambda value: value):
    """`missing` says whether a found value stands for a reason; `names` maps our variable to the file's."""
    name = (lambda n: names[n]) if names else (lambda n: n)
    for at, column in enumerate(table['columns']):
        cells = [row[at] for row in table['rows']]
        variable = name(column['name'])
        here = f'{where} {column["name"]}'
        if variable not in frame:
            differs(here, list(frame.columns), variable)
            continue
        label = column['label'] if most_label is None else cut(column['label'], most_label)
        same(f'{here} label', meta.column_names_to_labels[variable], label)
        found = list(frame[variable])
        same(f'{here} rows', len(found), len(cells))
        if is_text(column):
            for row, cell in enumerate(cells):
                wanted = '' if cell is None or is_reason(cell) else (cell if most_text is None else cut(cell, most_text))
                same(f'{here} row {row}', '' if empty(found[row]) else found[row], wanted)
            if any(is_reason(c) for c in cells) or column.get('hasReasons'):
                why = list(frame[name(column['name'] + '_missing')])
                for row, cell in enumerate(cells):
                    same(f'{here}_missing row {row}', '' if empty(why[row]) else why[row], cell['missing'] if is_reason(cell) else '')
            continue
        codes, whole = codes_of(column, cells) if column['type'] == 'code' else ({}, True)
        labels = meta.variable_value_labels.get(variable, {})
        if value_labels:
            wholes = [cut(text, most_value_label) for _, text in codes.values()]
            same(f'{here} value labels are all different', len(set(labels.values())), len(labels))
            for code, (value, text) in codes.items():
                label = labels.get(value, labels.get(int(value)))
                # Words that are alike where the format ends have their code behind them.
                end = f' [{code}]' if wholes.count(cut(text, most_value_label)) > 1 else ''
                same(f'{here} value label {value}', label, cut(text, most_value_label - len(end)) + end)
        for row, cell in enumerate(cells):
            value = found[row]
            if is_reason(cell):
                if not missing(meta, variable, value, *reasons[cell['missing']]):
                    differs(f'{here} row {row}', value, cell)
            elif cell is None:
                if not empty(value):
                    differs(f'{here} row {row}', value, None)
            elif column['type'] == 'date':
                same(f'{here} row {row}', value, as_date(cell))
            else:
                wanted = codes[cell][0] if column['type'] == 'code' else holds(float(cell))
                same(f'{here} row {row}', None if empty(value) else float(value), wanted)
        if column['type'] == 'code' and not whole:
            code_cells = list(frame[name(column['name'] + '_code')])
            for row, cell in enumerate(cells):
                same(f'{here}_code row {row}', '' if empty(code_cells[row]) else code_cells[row], cell if isinstance(cell, str) else '')


def sav_missing(meta, variable, value, tag, label):
    number = value if isinstance(value, float) else None
    ranges = meta.missing_ranges.get(variable, [])
    if number is None:  # a date: its label and range are numbers of seconds, which pyreadstat turns into days
        return isinstance(value, datetime.date) and len(ranges) == 1
    return meta.variable_value_labels[variable].get(number) == label and any(r['lo'] <= number <= r['hi'] for r in ranges)


def dta_missing(meta, variable, value, tag, label):
    letter = chr(97 + tag)
    return value == letter and meta.variable_value_labels[variable].get(letter) == label


def xpt_missing(meta, variable, value, tag, label):
    return empty(value)  # the letters are checked with haven: this reader does not give them


def in_xpt(value):
    """What a transport file holds of a number: nothing beyond 7.2e75, zero below 5.4e-79."""
    return None if abs(value) > 7.2e75 else 0.0 if abs(value) < 5.4e-79 else value


def names_in(file, name, column):
    with open(os.path.join(folder, file), encoding='utf-8', newline='') as lines:
        return {row['variable']: row[column] for row in csv.DictReader(lines) if row['table'] == name}


def check_wide(where, columns, value_of, table):
    wanted_columns = []
    for at, column in enumerate(table['columns']):
        cells = [row[at] for row in table['rows']]
        parts = [(column['name'], lambda cell: None if is_reason(cell) else cell)]
        if column['type'] == 'code' and column.get('codes'):
            words = {c['code']: c['labelEn'] for c in column['codes']}
            parts.append((column['name'] + '_label', lambda cell, words=words: words.get(cell, cell) if isinstance(cell, str) else None))
        if column.get('hasReasons') or any(is_reason(c) for c in cells):
            parts.append((column['name'] + '_missing', lambda cell: cell['missing'] if is_reason(cell) else None))
        for name, wanted in parts:
            wanted_columns.append(name)
            for row, cell in enumerate(cells):
                value, want = value_of(name, row), wanted(cell)
                if column['type'] == 'date' and name == column['name'] and want is not None and not isinstance(value, str):
                    want = as_date(want)
                    value = value.date() if isinstance(value, datetime.datetime) else value
                if want in (None, '') and empty(value):
                    continue
                if isinstance(want, (int, float)) and not isinstance(want, bool):
                    value, want = float(value), float(want)
                same(f'{where} {name} row {row}', value, want)
    same(f'{where} columns', list(columns), wanted_columns)


for table in expected['tables']:
    name = table['name']
    path = lambda ending: os.path.join(folder, name + ending)
    frame, meta = pyreadstat.read_sav(path('.sav'), user_missing=True)
    same(f'{name}.sav encoding', meta.file_encoding, 'UTF-8')
    # SPSS keeps 255 bytes of the label of a variable and 120 of that of a value.
    check_statistical(f'{name}.sav', frame, meta, table, sav_missing, names=names_in('spss_names.csv', name, 'name'), most_label=255, most_value_label=120)
    frame, meta = pyreadstat.read_dta(path('.dta'), user_missing=True)
    # Stata cuts labels of variables at 80 characters.
    check_statistical(f'{name}.dta', frame, meta, {**table, 'columns': [{**c, 'label': c['label'][:80]} for c in table['columns']]}, dta_missing, names=names_in('stata_names.csv', name, 'name'))
    for options in ({'convert_categoricals': False, 'convert_dates': False}, {}):
        stata = pandas.read_stata(path('.dta'), **options)
        same(f'{name}.dta in pandas {options}', [list(stata.columns), len(stata)], [list(frame.columns), len(table['rows'])])
    if len(table['columns']) < 100:  # pandas takes a while for each column with words
        spss = pandas.read_spss(path('.sav'))
        same(f'{name}.sav in pandas', [list(spss.columns), len(spss)], [list(names_in('spss_names.csv', name, 'name').values()), len(table['rows'])])
    frame, meta = pyreadstat.read_xport(path('.xpt'))
    check_statistical(f'{name}.xpt', frame, meta, table, xpt_missing, names=names_in('names.csv', name, 'name_v8'), holds=in_xpt, most_label=256, value_labels=False)
    names = names_in('names.csv', name, 'name_v5')
    same(f'{name}_v5.xpt names', [n for n in names.values() if len(n.encode()) > 8], [])
    frame, meta = pyreadstat.read_xport(path('_v5.xpt'))
    check_statistical(f'{name}_v5.xpt', frame, meta, table, xpt_missing, names=names, holds=in_xpt, most_text=200, most_label=40, value_labels=False)
    if table['rows']:  # pandas reads no empty one, and takes blank words of the last record for its padding: it may lack the last row
        sas = pandas.read_sas(path('_v5.xpt'), encoding='utf-8')
        same(f'{name}_v5.xpt in pandas', [list(sas.columns), len(table['rows']) - len(sas) in (0, 1)], [list(names.values()), True])
        for column in table['columns']:
            if column['type'] in ('number', 'integer'):
                for row, value in enumerate(sas[names[column['name']]]):
                    cell = table['rows'][row][table['columns'].index(column)]
                    wanted = None if cell is None or is_reason(cell) else in_xpt(float(cell))
                    # pandas reads zero as 5.4e-79.
                    if not (wanted is None and empty(value)):
                        same(f'{name}_v5.xpt in pandas {column["name"]} row {row}', 0.0 if abs(value) < 5.4e-79 else float(value), wanted)
    parquet = pyarrow.parquet.read_table(path('.parquet'))
    check_wide(f'{name}.parquet', parquet.column_names, lambda column, row, p=parquet: p.column(column)[row].as_py(), table)
    about = json.loads(parquet.schema.metadata[b'echocohort'])
    labels = {c['name']: c['label'] for c in about['columns'] if c['role'] == 'value'}
    same(f'{name}.parquet labels', [labels[c['name']] for c in table['columns']], [c['labels'] for c in table['columns']])
    same(f'{name}.parquet in pandas', len(pandas.read_parquet(path('.parquet'))), len(table['rows']))
    document = json.load(open(path('.json'), encoding='utf-8'))
    same(f'{name}.json version', document['datasetJSONVersion'], '1.1.0')
    same(f'{name}.json records', document['records'], len(table['rows']))
    columns = [c['name'] for c in document['columns']]
    check_wide(f'{name}.json', columns, lambda column, row, d=document, c=columns: d['rows'][row][c.index(column)], table)

def in_xml(table):
    """A cell of a workbook knows one end of a line (XML 1.0, 2.11) and no other control characters but tabs."""
    return {**table, 'rows': [[re.sub('[\x00-\x08\x0b\x0c\x0e-\x1f]', '\ufffd', cell.replace('\r\n', '\n').replace('\r', '\n')) if isinstance(cell, str) else cell for cell in row] for row in table['rows']]}


book = openpyxl.load_workbook(os.path.join(folder, 'all.xlsx'))
for table in expected['tables']:
    sheet = book[table['name']]
    same(f'{table["name"]} in Excel is frozen', sheet.freeze_panes, 'B2')
    columns = [cell.value for cell in sheet[1]]
    check_wide(f'{table["name"]}.xlsx', columns, lambda column, row, s=sheet, c=columns: s.cell(row + 2, c.index(column) + 1).value, in_xml(table))
explained = {(r[0], r[1], r[6], r[7], r[8]) for r in book['codebook'].iter_rows(min_row=2, values_only=True)}
for table in expected['tables']:
    for column in table['columns']:
        for code in column.get('codes') or []:
            if (table['name'], column['name'], code['code'], code['labelEn'], code['labelZh']) not in explained:
                differs(f'codebook in Excel {column["name"]}', None, code)
print(json.dumps(differences[:40], ensure_ascii=False))
