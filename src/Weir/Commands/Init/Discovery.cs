namespace Weir.Commands.Init;

/// <summary>A provider that can be used as things are.</summary>
/// <param name="Name">The connection's name to be.</param>
/// <param name="Type">Catalogue id.</param>
/// <param name="Source">What gave it away: a variable's name or an address.</param>
/// <param name="KeyVariable">The variable that holds its key; null for a local server.</param>
/// <param name="BaseUrl">Where it answers; null when the catalogue knows.</param>
internal sealed record Discovery(string Name, string Type, string Source, string? KeyVariable, string? BaseUrl);

/// <summary>What <c>weir init</c> did.</summary>
/// <param name="File">Where the file is, or would be.</param>
/// <param name="Written">False for a dry run.</param>
/// <param name="Found">What it was made from.</param>
/// <param name="Text">The file's text.</param>
internal sealed record InitReport(string File, bool Written, IReadOnlyList<Discovery> Found, string Text);
