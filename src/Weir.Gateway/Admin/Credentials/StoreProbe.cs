namespace Weir.Gateway.Admin.Credentials;

/// <summary>Whether the secret store works.</summary>
/// <param name="Store"><c>keychain</c>, <c>file</c>, <c>database</c> or <c>plain</c>.</param>
/// <param name="Description">For people.</param>
/// <param name="Problem">Why it does not, in a sentence; null when a secret was written, read back and deleted.</param>
/// <param name="Action">What to do; null when there is nothing to do.</param>
/// <param name="ExposedFiles">Files of the stores that others than their owner may open, on the gateway's machine.</param>
public sealed record StoreProbe(string Store, string Description, string? Problem, string? Action, IReadOnlyList<string> ExposedFiles);
