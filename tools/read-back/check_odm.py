"""Checks an ODM 1.3.2 document against the rules of the published specification: which children an element has and in
which order, which attributes it must have, that every OID is defined once and every reference finds its definition, that
coded values are in their code lists, and types of values. Prints one JSON list of faults. Where packages odmlib, which
carries the published ODM1-3-2.xsd, and xmlschema are on the PYTHONPATH, the schema is applied as well."""
import json, os, re, sys
import xml.etree.ElementTree as ET

NS = '{http://www.cdisc.org/ns/odm/v1.3}'
CHILDREN = {
    'ODM': ['Study', 'AdminData', 'ReferenceData', 'ClinicalData'],
    'Study': ['GlobalVariables', 'BasicDefinitions', 'MetaDataVersion'],
    'GlobalVariables': ['StudyName', 'StudyDescription', 'ProtocolName'],
    'BasicDefinitions': ['MeasurementUnit'], 'MeasurementUnit': ['Symbol', 'Alias'], 'Symbol': ['TranslatedText'],
    'MetaDataVersion': ['Include', 'Protocol', 'StudyEventDef', 'FormDef', 'ItemGroupDef', 'ItemDef', 'CodeList', 'ImputationMethod', 'Presentation', 'ConditionDef', 'MethodDef'],
    'Protocol': ['Description', 'StudyEventRef', 'Alias'], 'StudyEventDef': ['Description', 'FormRef', 'Alias'], 'FormDef': ['Description', 'ItemGroupRef', 'ArchiveLayout', 'Alias'], 'ItemGroupDef': ['Description', 'ItemRef', 'Alias'],
    'ItemDef': ['Description', 'Question', 'ExternalQuestion', 'MeasurementUnitRef', 'RangeCheck', 'CodeListRef', 'Role', 'Alias'], 'Description': ['TranslatedText'], 'Question': ['TranslatedText'], 'Decode': ['TranslatedText'],
    'CodeList': ['Description', 'CodeListItem', 'ExternalCodeList', 'EnumeratedItem', 'Alias'], 'CodeListItem': ['Decode', 'Alias'],
    'AdminData': ['User', 'Location', 'SignatureDef'], 'User': ['LoginName'], 'Location': ['MetaDataVersionRef'], 'SignatureDef': ['Meaning', 'LegalReason'],
    'ClinicalData': ['SubjectData', 'AuditRecords', 'Signatures', 'Annotations', 'Association'], 'SubjectData': ['AuditRecord', 'Signature', 'InvestigatorRef', 'SiteRef', 'StudyEventData', 'Annotation'],
    'StudyEventData': ['AuditRecord', 'Signature', 'FormData', 'Annotation'], 'FormData': ['AuditRecord', 'Signature', 'ArchiveLayoutRef', 'ItemGroupData', 'Annotation'], 'ItemGroupData': ['AuditRecord', 'Signature', 'ItemData', 'Annotation'],
    'ItemData': ['AuditRecord', 'Signature', 'MeasurementUnitRef', 'Annotation'], 'AuditRecord': ['UserRef', 'LocationRef', 'DateTimeStamp', 'ReasonForChange', 'SourceID'], 'Signature': ['UserRef', 'LocationRef', 'SignatureRef', 'DateTimeStamp'],
    'Annotation': ['Comment', 'Flag'], 'Flag': ['FlagValue', 'FlagType'],
}
REQUIRED = {
    'ODM': ['FileType', 'FileOID', 'CreationDateTime', 'ODMVersion'], 'Study': ['OID'], 'MetaDataVersion': ['OID', 'Name'], 'StudyEventRef': ['StudyEventOID', 'Mandatory'], 'StudyEventDef': ['OID', 'Name', 'Repeating', 'Type'], 'FormRef': ['FormOID', 'Mandatory'],
    'FormDef': ['OID', 'Name', 'Repeating'], 'ItemGroupRef': ['ItemGroupOID', 'Mandatory'], 'ItemGroupDef': ['OID', 'Name', 'Repeating'], 'ItemRef': ['ItemOID', 'Mandatory'], 'ItemDef': ['OID', 'Name', 'DataType'], 'CodeList': ['OID', 'Name', 'DataType'], 'CodeListItem': ['CodedValue'],
    'MeasurementUnit': ['OID', 'Name'], 'User': ['OID'], 'Location': ['OID', 'Name'], 'MetaDataVersionRef': ['StudyOID', 'MetaDataVersionOID', 'EffectiveDate'], 'SignatureDef': ['OID', 'Methodology'], 'ClinicalData': ['StudyOID', 'MetaDataVersionOID'], 'SubjectData': ['SubjectKey'],
    'StudyEventData': ['StudyEventOID'], 'FormData': ['FormOID'], 'ItemGroupData': ['ItemGroupOID'], 'ItemData': ['ItemOID'], 'Annotation': ['SeqNum'], 'UserRef': ['UserOID'], 'LocationRef': ['LocationOID'], 'SignatureRef': ['SignatureOID'], 'SiteRef': ['LocationOID'],
}
REFERENCES = {
    'StudyEventRef': ('StudyEventOID', 'StudyEventDef'), 'FormRef': ('FormOID', 'FormDef'), 'ItemGroupRef': ('ItemGroupOID', 'ItemGroupDef'), 'ItemRef': ('ItemOID', 'ItemDef'), 'CodeListRef': ('CodeListOID', 'CodeList'), 'MeasurementUnitRef': ('MeasurementUnitOID', 'MeasurementUnit'),
    'StudyEventData': ('StudyEventOID', 'StudyEventDef'), 'FormData': ('FormOID', 'FormDef'), 'ItemGroupData': ('ItemGroupOID', 'ItemGroupDef'), 'ItemData': ('ItemOID', 'ItemDef'), 'UserRef': ('UserOID', 'User'), 'LocationRef': ('LocationOID', 'Location'), 'SiteRef': ('LocationOID', 'Location'),
    'SignatureRef': ('SignatureOID', 'SignatureDef'), 'FlagValue': ('CodeListOID', 'CodeList'), 'FlagType': ('CodeListOID', 'CodeList'), 'MetaDataVersionRef': ('MetaDataVersionOID', 'MetaDataVersion'),
}
VALUES = {'integer': r'-?\d+', 'double': r'-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?', 'date': r'\d{4}-\d{2}-\d{2}'}
faults = []
tree = ET.parse(sys.argv[1])
name = lambda element: element.tag.replace(NS, '')
defined = {}
for element in tree.iter():
    if 'OID' in element.attrib:
        key = (name(element), element.attrib['OID'])
        if key in defined:
            faults.append(f'{key} is defined twice')
        defined[key] = element
lists = {oid: {item.attrib['CodedValue'] for item in element.iter(NS + 'CodeListItem')} for (kind, oid), element in defined.items() if kind == 'CodeList'}
for element in tree.iter():
    kind = name(element)
    if not element.tag.startswith(NS):
        faults.append(f'{element.tag} is not of ODM')
    order = CHILDREN.get(kind, [])
    places = [order.index(name(child)) if name(child) in order else -1 for child in element]
    if -1 in places or places != sorted(places):
        faults.append(f'{kind} has children {[name(child) for child in element][:12]}')
    for attribute in REQUIRED.get(kind, []):
        if attribute not in element.attrib:
            faults.append(f'{kind} lacks {attribute}')
    if kind in REFERENCES:
        attribute, target = REFERENCES[kind]
        if (target, element.attrib.get(attribute)) not in defined:
            faults.append(f'{kind} refers to {element.attrib.get(attribute)}, which is no {target}')
    if kind == 'ItemData' and 'Value' in element.attrib and ('ItemDef', element.attrib['ItemOID']) in defined:
        item = defined[('ItemDef', element.attrib['ItemOID'])]
        value, code_list = element.attrib['Value'], item.find(NS + 'CodeListRef')
        if code_list is not None and value not in lists.get(code_list.attrib['CodeListOID'], set()):
            faults.append(f'{value} is not in the code list of {element.attrib["ItemOID"]}')
        if item.attrib['DataType'] in VALUES and not re.fullmatch(VALUES[item.attrib['DataType']], value):
            faults.append(f'{value} is no {item.attrib["DataType"]}')
        if item.attrib['DataType'] == 'text' and len(value) > int(item.attrib['Length']):
            faults.append(f'{element.attrib["ItemOID"]} is longer than its Length')
    if kind in ('FlagValue', 'FlagType') and element.text not in lists.get(element.attrib['CodeListOID'], set()):
        faults.append(f'{element.text} is not in {element.attrib["CodeListOID"]}')
try:
    import odmlib, xmlschema
except ImportError:
    odmlib = None
if odmlib is not None:
    schema = os.path.join(os.path.dirname(odmlib.__file__), 'schemas', 'odm', '1.3.2', 'ODM1-3-2.xsd')
    faults += [f'schema: {error.reason} at {error.path}' for error in xmlschema.XMLSchema(schema).iter_errors(sys.argv[1])]
print(json.dumps(faults[:40], ensure_ascii=False))
