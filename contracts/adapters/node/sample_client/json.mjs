// JSON with integers as they were sent: JSON.parse() rounds those beyond 2^53.

const TOKEN = /"(?:[^"\\]|\\.)*"|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/g;
const MARK = '\ue000int:'; // of a text that stands for an integer

const isRounded = (token) => /^-?[0-9]+$/.test(token) && !Number.isSafeInteger(Number(token));

/** The value, with a bigint for each integer that a number cannot hold; throws SyntaxError. */
export function parseJson(text) {
  const value = JSON.parse(text); // first, so that no marks make JSON of what is none
  const marked = text.replace(TOKEN, (token) => (isRounded(token) ? `"${MARK}${token}"` : token));
  if (marked === text || text.includes(MARK)) return value;
  return JSON.parse(marked, (_, each) =>
    typeof each === 'string' && each.startsWith(MARK) ? BigInt(each.slice(MARK.length)) : each,
  );
}
