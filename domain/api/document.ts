import * as z from 'zod';
import { KINDS, type Site } from '../address.ts';
import { requestInput } from '../request.ts';
import { signupInput } from '../signup.ts';
import { SLOT_KINDS } from '../slot.ts';
import { zhCN } from '../words/index.ts';
import { errorBody, receiptBody, slotsBody } from './bodies.ts';

const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });

// Which address fields a form has depends on the kind of site: one shape for each.
const forEachKind = (inputOf: (site: Site) => z.ZodType) => ({
  anyOf: KINDS.map((kind) => ({
    title: zhCN.places.kind[kind],
    ...schemaOf(inputOf({ kind, buildings: [{ id: '1', name: '1', units: 2 }] })),
  })),
});

const key = {
  key: { type: 'string', minLength: 16, maxLength: 200, description: 'A random key: the same key with the same fields is taken in once.' },
};
const four = { type: 'object', required: ['four'], properties: { four: { type: 'string', pattern: '^\\d{4}$' } } };

const schemas = () => {
  const service = { questions: [], for: ['self', 'other'] as const, health: true };
  return {
    Signup: { allOf: [forEachKind((site) => signupInput(site, zhCN)), { properties: key }] },
    Request: {
      description: "A service's own questions are fields named `q-<id>`; see its page.",
      allOf: [forEachKind((site) => requestInput(site, { ...service, form: 'questions' }, zhCN)), { properties: key }],
    },
    MedicineRequest: {
      description: 'In a form the drugs are fields named `drugs.0.name`, in JSON a list.',
      allOf: [forEachKind((site) => requestInput(site, { ...service, form: 'medicine' }, zhCN)), { properties: key }],
    },
    Four: four,
    Receipt: schemaOf(receiptBody),
    Slots: schemaOf(slotsBody),
    Error: schemaOf(errorBody),
  };
};

type SchemaName = keyof ReturnType<typeof schemas>;
const json = (...names: SchemaName[]) => {
  const [only, ...more] = names.map((name) => ({ $ref: `#/components/schemas/${name}` }));
  return { 'application/json': { schema: more.length > 0 ? { anyOf: [only, ...more] } : only } };
};
const answer = (description: string, name: SchemaName = 'Error') => ({ description, content: json(name) });
const refused = {
  403: answer('Not sent from the portal itself, or the four digits are wrong'),
  404: answer('No such place or receipt'),
  413: answer('More than 16 KB'),
  429: answer('Too many at once; Retry-After says when'),
  503: answer('The database is busy or away; Retry-After says when. The same key makes the retry safe.'),
};
const inPath = (name: string, values?: readonly string[]) => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string', ...(values && { enum: values }) },
});
const here = [inPath('committee'), inPath('compound')];
const ofReceipt = [inPath('committee'), inPath('code')];

const sending = (summary: string, ...bodies: SchemaName[]) => ({
  summary,
  requestBody: { required: true, content: json(...bodies) },
  responses: {
    201: answer('Taken in', 'Receipt'),
    200: answer('Taken in before: the same receipt', 'Receipt'),
    409: answer('Full, closed, paused, or the household has signed up already'),
    422: answer('Fields to put right'),
    ...refused,
  },
});

const deed = (summary: string, ...bodies: SchemaName[]) => ({
  parameters: ofReceipt,
  post: {
    summary,
    requestBody: { required: true, content: json('Four', ...bodies) },
    responses: {
      200: answer('Done', 'Receipt'),
      409: answer('Too late for it'),
      422: answer('Four digits or fields to put right'),
      423: answer('Locked for a day after five wrong tries'),
      ...refused,
    },
  },
});

/** The description of the portal's API (OpenAPI 3.1), made from the schemas that check the forms. */
export const apiDocument = () => ({
  openapi: '3.1.0',
  info: {
    title: zhCN.reading.portal,
    version: '1',
    description: 'Send `Accept: application/json`, and the portal’s own `Origin` with every POST.',
  },
  paths: {
    '/signups/{committee}/{compound}/{kind}/{of}': {
      parameters: [...here, inPath('kind', SLOT_KINDS), inPath('of')],
      post: sending('Sign up for a slot of a distribution or round, or a shift of a post', 'Signup'),
    },
    '/requests/{committee}/{compound}/{service}': {
      parameters: [...here, inPath('service')],
      post: sending('Ask for a service', 'Request', 'MedicineRequest'),
    },
    '/r/{committee}/{code}': {
      parameters: ofReceipt,
      get: { summary: 'A receipt', responses: { 200: answer('The receipt', 'Receipt'), ...refused } },
    },
    '/r/{committee}/{code}/cancellation': deed('Cancel'),
    '/r/{committee}/{code}/erasure': deed('Delete the personal data'),
    '/r/{committee}/{code}/data': deed('One’s own data'),
    '/r/{committee}/{code}/correction-form': deed('One’s own data as the form’s fields'),
    '/r/{committee}/{code}/correction': deed('Correct', 'Signup', 'Request', 'MedicineRequest'),
    '/api/slots/{committee}/{compound}': {
      parameters: here,
      get: { summary: 'Places left', responses: { 200: answer('By slot key', 'Slots'), ...refused } },
    },
  },
  components: { schemas: schemas() },
});
