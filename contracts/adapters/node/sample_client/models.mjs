// What calls give: the fields that the contract names, of the types that it names, in camelCase.

import { isInteger, isRecord } from './errors.mjs';

/** The JSON is not of the promised shape. */
export class ShapeError extends Error {}

// A reader takes (value, place) and gives the value, or throws ShapeError.
const ofType = (words, fits) => (value, place) => {
  if (!fits(value)) throw new ShapeError(`${place} is not ${words}`);
  return value;
};

export const text = ofType('a text', (value) => typeof value === 'string');
export const number = ofType('a number', (value) => typeof value === 'number' || isInteger(value));
export const integer = ofType('an integer', isInteger);
export const flag = ofType('true or false', (value) => typeof value === 'boolean');
export const anyObject = ofType('an object', isRecord);
const seconds = (value, place) => text(isInteger(value) ? String(value) : value, place);

// `empty`: where a list is expected, no body at all is an empty one.
export const listOf = (item) =>
  Object.assign(
    (value, place) => {
      if (!Array.isArray(value)) throw new ShapeError(`${place} is not a list`);
      return value.map((each, index) => item(each, `${place}[${index}]`));
    },
    { empty: [] },
  );

const missing = Symbol('missing');
export const optional = (reader, otherwise = null) =>
  Object.assign((value, place) => reader(value, place), { otherwise });
const camel = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());

// Members that nobody knows change nothing; null is as good as absent.
export const object = (fields) => (value, place) => {
  anyObject(value, place);
  const result = {};
  for (const [name, reader] of Object.entries(fields)) {
    const member = Object.hasOwn(value, name) ? value[name] : undefined;
    const otherwise = 'otherwise' in reader ? reader.otherwise : missing;
    const isAbsent = member === undefined || member === null;
    if (isAbsent && otherwise === missing) throw new ShapeError(`${place} has no ${name}`);
    result[camel(name)] = isAbsent
      ? structuredClone(otherwise)
      : reader(member, `${place}.${name}`);
  }
  return result;
};

export const me = object({
  customer_id: text,
  email: text,
  tier: text,
  is_superadmin: flag,
  org_id: text,
  is_billing_admin: flag,
  user_id: optional(text),
  org_role: optional(text),
});

export const health = object({
  status: text,
  version: optional(text, ''),
  billing_enabled: optional(flag),
  components: optional(anyObject),
});

export const usageSummary = object({
  org_id: text,
  tier: text,
  period_start: text,
  period_end: text,
  dimensions: optional(
    listOf(
      object({
        dimension: text,
        used: integer,
        limit: optional(integer),
        overage_rate: optional(number),
      }),
    ),
    [],
  ),
});

export const usageTimeseries = object({
  org_id: text,
  granularity: text,
  data: listOf(object({ date: text, dimension: text, quantity: integer })),
});

export const billingSummary = object({
  tier: text,
  purchased_seats: integer,
  assigned_seats: integer,
  available_seats: integer,
  stripe_customer_id: optional(text),
  stripe_subscription_id: optional(text),
  subscription_status: optional(text),
  billing_contact: optional(text),
  payment_method: optional(
    object({ brand: text, last4: text, exp_month: integer, exp_year: integer }),
  ),
  upcoming_invoice: optional(object({ amount_due: integer, currency: text, period_end: integer })),
});

export const invoices = listOf(
  object({
    id: text,
    currency: text,
    status: text,
    amount_due: integer,
    amount_paid: integer,
    created: seconds, // Unix seconds as a text; some servers send a number
    hosted_invoice_url: optional(text),
  }),
);

export const apiKeys = object({
  keys: listOf(
    object({
      key_id: text,
      prefix: text,
      name: text,
      created_at: text,
      is_active: flag,
      scopes: optional(listOf(text), []),
      last_used_at: optional(text),
      expires_at: optional(text),
    }),
  ),
  max_keys: integer,
  active_count: integer,
});

export const createdKey = object({
  key_id: text,
  raw_key: text,
  prefix: text,
  name: text,
  scopes: optional(listOf(text), []),
  is_active: optional(flag),
  created_at: optional(text),
});

const keyUsageObject = object({ usage: listOf(anyObject) });
export const keyUsage = Object.assign((value, place) => keyUsageObject(value, place).usage, {
  empty: { usage: [] },
});

export const events = object({
  items: listOf(
    object({
      event_id: text,
      org_id: text,
      actor_id: text,
      kind: text,
      content: text,
      ts: text,
      session_id: optional(text),
      ingested_at: optional(text),
      metadata: optional(anyObject),
    }),
  ),
  total: integer,
  limit: integer,
  offset: integer,
});

export const interest = object({ message: text });

const interestStatusObject = object({ expressed: optional(flag, false) });
export const interestStatus = (value, place) => interestStatusObject(value, place).expressed;

export const nothing = () => undefined;
