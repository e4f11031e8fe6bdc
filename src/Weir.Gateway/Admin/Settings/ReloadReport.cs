namespace Weir.Gateway.Admin.Settings;

/// <summary>What came of reading weir.yaml again.</summary>
/// <param name="Taken">False when the file has errors: what ran before goes on.</param>
/// <param name="File">The file.</param>
/// <param name="SnapshotVersion">Of what runs now.</param>
/// <param name="Connections">How many there are now.</param>
/// <param name="Problems">Errors and warnings, in the order of the file.</param>
/// <param name="NeedsRestart">Settings that changed, and wait for the next start.</param>
public sealed record ReloadReport(bool Taken, string File, long SnapshotVersion, int Connections, IReadOnlyList<ConfigNote> Problems, IReadOnlyList<string> NeedsRestart);
