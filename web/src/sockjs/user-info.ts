/**
 * Fetch refuses URLs with user info (Fetch standard, "new Request"), so it becomes a header (RFC 7617, section 2), unless
 * there is one.
 */
export function withoutUserInfo(
  url: string,
  headers: Readonly<Record<string, string>>,
): { url: string; headers: Readonly<Record<string, string>> } {
  if (!url.includes('@')) return { url, headers };
  const parsed = new URL(url);
  const { username, password } = parsed;
  if (username === '' && password === '') return { url, headers };
  parsed.username = parsed.password = '';
  const isSet = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');
  const authorization = basicCredentials(username, password);
  return { url: parsed.href, headers: isSet ? headers : { ...headers, authorization } };
}

function basicCredentials(user: string, password: string): string {
  return `Basic ${btoa(`${percentDecoded(user)}:${percentDecoded(password)}`)}`;
}

/** A character for each octet (URL standard, "percent-decode"). What is no escape stays. */
function percentDecoded(ascii: string): string {
  return ascii.replace(/%([\da-f]{2})/gi, (_, octet: string) =>
    String.fromCharCode(Number.parseInt(octet, 16)),
  );
}
