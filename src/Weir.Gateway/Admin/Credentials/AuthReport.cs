namespace Weir.Gateway.Admin.Credentials;

/// <summary>How every connection signs in, and where secrets are kept.</summary>
/// <param name="Store"><c>keychain</c>, <c>file</c>, <c>database</c> or <c>plain</c>.</param>
/// <param name="StoreDescription">For people.</param>
/// <param name="StoreProblem">Why the store can't be used, in a sentence; null when it can.</param>
/// <param name="Credentials">One for each connection, in the order of connections.</param>
public sealed record AuthReport(string Store, string StoreDescription, string? StoreProblem, IReadOnlyList<CredentialEntry> Credentials);
