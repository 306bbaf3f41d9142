// A client for the tests of virtual time: waiting_client.mjs URL KEY [TIMEOUT_MS]. After 429 it
// waits 1, 2 and 4 s, or what Retry-After says. It knows nothing of virtual time.

const [url, key, timeout = "30000"] = process.argv.slice(2);

async function ask() {
  try {
    const answer = await fetch(url, {
      headers: { Authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(Number(timeout)),
    });
    await answer.text();
    return [String(answer.status), answer.headers.get("Retry-After")];
  } catch (error) {
    return [error.name, null];
  }
}

const started = performance.now();
let result;
for (const seconds of [1, 2, 4, null]) {
  let retryAfter;
  [result, retryAfter] = await ask();
  if (result !== "429" || seconds === null) break;
  await new Promise((resume) => setTimeout(resume, 1000 * (retryAfter ?? seconds)));
}
console.log(result, ((performance.now() - started) / 1000).toFixed(3));
