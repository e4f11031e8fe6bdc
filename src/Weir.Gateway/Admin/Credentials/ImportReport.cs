namespace Weir.Gateway.Admin.Credentials;

/// <summary>What an import of another program's sign-ins took over.</summary>
/// <param name="From">Where they were read.</param>
/// <param name="Imported">Names of the connections that use them now.</param>
/// <param name="Skipped">What was left, with the reason.</param>
public sealed record ImportReport(string From, IReadOnlyList<string> Imported, IReadOnlyList<ImportSkip> Skipped);

/// <summary>A sign-in that was not taken over.</summary>
public sealed record ImportSkip(string Name, string Reason);
