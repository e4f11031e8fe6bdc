using Weir.Gateway.Admin;

namespace Weir.Commands.Config;

/// <summary>What is to be said about a file.</summary>
internal sealed record ConfigReport(string File, bool Valid, IReadOnlyList<ConfigNote> Problems);

/// <summary>The configuration in use, without secrets.</summary>
/// <param name="File">The file; null when there is none.</param>
/// <param name="Source">How it was chosen: <c>--config</c>, <c>WEIR_CONFIG</c>, <c>found</c>, <c>none</c>, or <c>gateway</c> for a running one's.</param>
/// <param name="Problems">Of the file as it is now.</param>
/// <param name="Connections">What came of it and of the environment.</param>
internal sealed record ConfigView(string? File, string Source, IReadOnlyList<ConfigNote> Problems, IReadOnlyList<ConnectionEntry> Connections);

/// <summary>What a migration did.</summary>
/// <param name="File">The old file.</param>
/// <param name="Out">The new file; null when it was printed.</param>
/// <param name="Text">The new file's text.</param>
/// <param name="Notes">What a person should know.</param>
internal sealed record MigrationReport(string File, string? Out, string Text, IReadOnlyList<string> Notes);
