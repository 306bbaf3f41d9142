// One request by fetch, sent once and bounded in time.
//
// What fetch does not let a client see or decide: README.md, "Limits of fetch".

const TIMER_MAX_MS = 2 ** 31 - 1; // a longer timer would end at once

/** No whole answer came: refused, reset, cut off, garbled, or not in time. */
export class TransportError extends Error {}

/** The answer, whole; throws TransportError. */
export async function exchange(url, request, timeoutMs) {
  const signal = AbortSignal.timeout(Math.min(Math.ceil(timeoutMs), TIMER_MAX_MS));
  try {
    const response = await fetch(url, {
      ...request,
      redirect: 'manual', // another origin must not see the key, nor a POST come twice
      signal, // reading the body included
    });
    return {
      status: response.status,
      headers: response.headers,
      body: new Uint8Array(await response.arrayBuffer()),
    };
  } catch (error) {
    // fetch says no more than "fetch failed"; what happened is in the cause.
    throw new TransportError(error.cause?.message || error.message, { cause: error });
  }
}

/** Waits; for longer, too, than one timer can. */
export async function wait(waitMs) {
  // A timer of Node may go off a millisecond early.
  for (let leftMs = waitMs > 0 ? Math.ceil(waitMs) + 1 : 0; leftMs > 0; leftMs -= TIMER_MAX_MS) {
    await new Promise((resolve) => setTimeout(resolve, Math.min(leftMs, TIMER_MAX_MS)));
  }
}
