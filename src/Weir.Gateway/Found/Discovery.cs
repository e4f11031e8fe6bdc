namespace Weir.Gateway.Found;

/// <summary>A provider that can be used as things are.</summary>
/// <param name="Name">The connection's name to be.</param>
/// <param name="Type">Catalogue id.</param>
/// <param name="Source">What gave it away: a variable's name or an address.</param>
/// <param name="KeyVariable">The variable that holds its key; null for a local server.</param>
/// <param name="BaseUrl">Where it answers; null when the catalogue knows.</param>
public sealed record Discovery(string Name, string Type, string Source, string? KeyVariable, string? BaseUrl);
