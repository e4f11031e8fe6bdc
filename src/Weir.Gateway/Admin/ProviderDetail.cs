using Weir.Gateway.Admin.Connections;

namespace Weir.Gateway.Admin;

/// <summary>A provider with the connections that use it; with only the one connection, when that was asked for.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Connections">Those that are served or could be.</param>
/// <param name="Connection">The connection that was asked for, also one that is switched off; null when a provider was.</param>
public sealed record ProviderDetail(ProviderEntry Provider, IReadOnlyList<ConnectionEntry> Connections, ConnectionDetail? Connection = null);
