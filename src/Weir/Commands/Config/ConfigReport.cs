using Weir.Gateway.Admin;
using Weir.Routing.Configuration;

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
/// <param name="Source">What it was: <c>VersionOne</c>, <c>LocalRouter</c>, <c>OpenCode</c>, or <c>Current</c> when there was nothing to do.</param>
/// <param name="Out">The new file; null when it was printed.</param>
/// <param name="Backup">Where the old file is kept; null when it stayed where it was.</param>
/// <param name="Text">The new file's text.</param>
/// <param name="Keys">Names in the secret store of the keys that stood in the old file.</param>
/// <param name="Notes">What a person should know.</param>
internal sealed record MigrationReport(string File, ConfigSource Source, string? Out, string? Backup, string Text, IReadOnlyList<string> Keys, IReadOnlyList<string> Notes);
