namespace Weir.Gateway.Admin;

/// <summary>A provider with the connections that use it; with only the one connection, when that was asked for.</summary>
public sealed record ProviderDetail(ProviderEntry Provider, IReadOnlyList<ConnectionEntry> Connections);
