const loopback = new Set(["127.0.0.1", "[::1]", "localhost"]);

/**
 * How the provider calls applications (their back-channel logout, their key sets). oidc-provider brings a connection
 * that refuses private addresses, so that a registered address can't make us knock at doors inside the network. Here
 * go around it only: hosts that the operator named, and loopback while the city itself runs on loopback.
 * @param privateHosts host names or addresses inside the network, without port
 */
export function backChannelFetch(issuer: string, privateHosts: readonly string[]): typeof fetch {
  const isLocal = loopback.has(new URL(issuer).hostname);
  const named = new Set(privateHosts);
  return async (input, init) => {
    const { hostname } = new URL(String(input));
    const isTrusted = named.has(hostname) || (isLocal && loopback.has(hostname));
    if (!isTrusted) return fetch(input, init);
    const { dispatcher: _protecting, ...rest } = (init ?? {}) as RequestInit & { dispatcher?: unknown };
    return fetch(input, rest);
  };
}
