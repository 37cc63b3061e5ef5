"""Reads every line of every .ndjson file of a folder with fhir.resources (R4B; where these resources are used it differs
from R4 in nothing), writes it again and compares. Prints one JSON object: faults, and how many lines were read."""
import json, os, sys
from fhir.resources.R4B import get_fhir_model_class

folder = sys.argv[1]
faults, read = [], 0
for name in sorted(os.listdir(folder)):
    if not name.endswith('.ndjson'):
        continue
    with open(os.path.join(folder, name), encoding='utf-8') as file:
        for number, line in enumerate(file, 1):
            given = json.loads(line)
            read += 1
            try:
                resource = get_fhir_model_class(given['resourceType']).model_validate_json(line)
                again = json.loads(resource.model_dump_json())
            except Exception as error:
                faults.append(f'{name} {number}: {str(error)[:300]}')
                continue
            # Instants and decimals may be written in another way; every member must still be there.
            def shape(value):
                if isinstance(value, dict): return {key: shape(entry) for key, entry in value.items()}
                if isinstance(value, list): return [shape(entry) for entry in value]
                return value if isinstance(value, bool) else type(value).__name__ if isinstance(value, (int, float)) else value
            given.pop('recorded', None), again.pop('recorded', None)
            if json.dumps(shape(given), sort_keys=True).replace('"int"', '"float"') != json.dumps(shape(again), sort_keys=True).replace('"int"', '"float"'):
                faults.append(f'{name} {number}: was read as another resource')
print(json.dumps({'faults': faults, 'read': read}))
