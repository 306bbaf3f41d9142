// What stands in the headers of an answer: usage, the rate limit, and when to try again.

const SAFE_DIGITS = 15;
export const WAIT_MAX_MS = (2 ** 31 - 1) * 1000; // 68 years: as good as for ever

// fetch leaves the blanks behind a value.
const valueOf = (headers, name) => headers.get(name)?.replace(/^[ \t]+|[ \t]+$/g, '') || null;

// parseInt() takes much else than a sign for less than nothing and ASCII digits. Two headers of one
// name come from fetch as "1, 2", which is no number. A bigint where a number is not exact.
export function integerIn(headers, name) {
  const value = valueOf(headers, name);
  if (value === null || !/^-?[0-9]{1,1000}$/.test(value)) return null;
  return value.length <= SAFE_DIGITS || Number.isSafeInteger(Number(value))
    ? Number(value)
    : BigInt(value);
}

// Fields by the stem of their header. The header says memories, the field memory.
const FIELDS = {
  apiCalls: 'ApiCalls',
  eventsIngested: 'EventsIngested',
  memoryStored: 'MemoriesStored',
  llmTokens: 'LlmTokens',
  searchQueries: 'SearchQueries',
};

export function usageIn(headers) {
  const usage = { plan: valueOf(headers, 'X-Plan') };
  for (const [field, stem] of Object.entries(FIELDS)) {
    usage[field] = integerIn(headers, `X-Usage-${stem}`);
    usage[`${field}Limit`] = integerIn(headers, `X-Usage-${stem}-Limit`);
  }
  return Object.values(usage).every((each) => each === null) ? null : usage;
}

export function rateLimitIn(headers) {
  const [limit, remaining, reset] = ['Limit', 'Remaining', 'Reset'].map((name) =>
    integerIn(headers, `X-RateLimit-${name}`),
  );
  return limit === null && remaining === null ? null : { limit, remaining, reset };
}

/**
 * The seconds to wait, counted from `nowMs` (Unix milliseconds); null when it does not say.
 *
 * A decimal number of seconds, or a date in one of the three forms of RFC 9110, 5.6.7. Anything
 * else, a date that is past included, is as good as nothing: then the backoff holds.
 */
export function retryAfterIn(headers, nowMs) {
  const value = valueOf(headers, 'Retry-After') ?? '';
  if (/^[0-9]+(\.[0-9]+)?$/.test(value)) return Math.min(Number(value), Number.MAX_VALUE);
  const dateMs = dateOf(value, nowMs);
  return dateMs !== null && dateMs > nowMs ? (dateMs - nowMs) / 1000 : null;
}

const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const LONG_DAY = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day';
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const MONTH = `(?<month>${MONTHS.join('|')})`;
const TIME = '(?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})';
const DATE_FORMS = [
  `^${DAY}, (?<day>[0-9]{2}) ${MONTH} (?<year>[0-9]{4}) ${TIME} GMT$`,
  `^${LONG_DAY}, (?<day>[0-9]{2})-${MONTH}-(?<year>[0-9]{2}) ${TIME} GMT$`,
  `^${DAY} ${MONTH} (?<day>[ 0-9][0-9]) ${TIME} (?<year>[0-9]{4})$`,
].map((form) => new RegExp(form));

/** Unix milliseconds; null when it is no HTTP date. Two digits of a year are near to `nowMs`. */
export function dateOf(text, nowMs) {
  const parts = DATE_FORMS.map((form) => form.exec(text)).find((found) => found !== null)?.groups;
  if (parts === undefined) return null;
  const { day, hour, minute, second } = parts;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null; // leap second
  const month = MONTHS.indexOf(parts.month);
  const date = new Date(0);
  date.setUTCFullYear(fullYear(parts.year, nowMs), month, Number(day)); // not Date.UTC: year 99
  // The 31st of June is the 1st of July to Date.
  if (date.getUTCMonth() !== month || date.getUTCDate() !== Number(day)) return null;
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  return date.getTime() + seconds * 1000;
}

function fullYear(digits, nowMs) {
  if (digits.length === 4) return Number(digits);
  const thisYear = new Date(nowMs).getUTCFullYear();
  const year = Number(digits) + thisYear - (thisYear % 100);
  if (year <= thisYear - 50) return year + 100;
  return year > thisYear + 50 ? year - 100 : year;
}

/** The wait before extra attempt 0, 1, 2...: doubles, up to 68 years. */
export function backoffBefore(attempt, baseMs) {
  return Math.min(baseMs * 2 ** attempt, WAIT_MAX_MS);
}
