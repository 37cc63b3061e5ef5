"""Judges every line of every .ndjson file of a folder by HL7's published JSON schema of FHIR R4, each by the definition of
its own type. Prints one JSON object: faults, and how many lines were read. Arguments: the schema, the folder."""
import json, os, sys
from jsonschema import Draft6Validator

with open(sys.argv[1], encoding='utf-8') as file:
    schema = json.load(file)
validators, faults, read = {}, [], 0
for name in sorted(os.listdir(sys.argv[2])):
    if not name.endswith('.ndjson'):
        continue
    with open(os.path.join(sys.argv[2], name), encoding='utf-8') as file:
        for number, line in enumerate(file, 1):
            resource = json.loads(line)
            read += 1
            kind = resource['resourceType']
            if kind not in schema['discriminator']['mapping']:
                faults.append(f'{name} {number}: no type of R4')
                continue
            if kind not in validators:
                validators[kind] = Draft6Validator({'definitions': schema['definitions'], '$ref': f'#/definitions/{kind}'})
            error = next(validators[kind].iter_errors(resource), None)
            if error is not None:
                faults.append(f'{name} {number}: {"/".join(map(str, error.absolute_path))}: {error.message[:200]}')
print(json.dumps({'faults': faults, 'read': read}))
