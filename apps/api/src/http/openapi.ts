import { routes } from '@echocohort/contracts';
import { problem } from '@echocohort/contracts-reading';
import { z } from 'zod';
import type { AnyRoute } from './route-metadata.ts';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

const jsonContent = (schema: z.ZodType, io: 'input' | 'output'): Json => ({ 'application/json': { schema: schemaOf(schema, io) } });

function parameters(route: AnyRoute): Json[] {
  const of = (place: 'path' | 'query', schema: z.ZodType | undefined): Json[] => {
    if (!schema) return [];
    const { properties, required } = schemaOf(schema, 'input');
    const names = Array.isArray(required) ? required : [];
    const each: [string, unknown][] = Object.entries(typeof properties === 'object' && properties !== null ? properties : {});
    return each.map(([name, property]) => ({ name, in: place, required: place === 'path' || names.includes(name), schema: property }));
  };
  const header = (name: string, required: boolean, description: string): Json => ({ name, in: 'header', required, description, schema: { type: 'string' } });
  return [
    ...of('path', route.params),
    ...of('query', route.query),
    ...(route.ifMatch ? [header('If-Match', true, 'Version that was read, in quotes; a lost update answers 412.')] : []),
    ...(route.creates ? [header('Idempotency-Key', false, 'The same key gives the same answer again.')] : []),
  ];
}

function requestBody(route: AnyRoute): Json {
  if (route.body === undefined) return {};
  const multipart = { 'multipart/form-data': { schema: { type: 'object', properties: { slot: { type: 'string' }, sha256: { type: 'string' }, protocolVersion: { type: 'string' }, supersedes: { type: 'string' }, reason: { type: 'string' }, image: { type: 'string', format: 'binary' } } } } };
  return { requestBody: { required: true, content: route.body === 'multipart' ? multipart : jsonContent(route.body, 'input') } };
}

function operation(route: AnyRoute): Json {
  const content = 'stream' in route.response ? { [route.response.stream]: { schema: { type: 'string', format: 'binary' } } } : jsonContent(route.response, 'output');
  const open = route.access === 'public';
  return {
    operationId: route.name,
    tags: [route.path.split('/')[2] ?? ''],
    summary: route.summary,
    description: open ? 'Open to everybody.' : route.access === 'signed-in' ? 'For anybody signed in.' : `Needs ${route.access.join(' or ')}.`,
    security: open ? [] : [{ bearer: [] }],
    parameters: parameters(route),
    ...requestBody(route),
    responses: {
      [route.creates ? '201' : '200']: { description: 'Done', content },
      default: { description: 'Refused: a problem document (RFC 9457) with a stable code', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    },
  };
}

/** The whole interface as an OpenAPI 3.1 document, printed from the route table. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const route of Object.values<AnyRoute>(routes)) {
    const path = route.path.replace(/:([a-zA-Z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'EchoCohort', version: '1', description: 'The platform that a multicentre ultrasound study runs on.' },
    paths,
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } }, schemas: { Problem: schemaOf(problem, 'output') } },
  };
}
