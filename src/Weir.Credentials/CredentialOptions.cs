namespace Weir.Credentials;

/// <summary>What the room is told from outside.</summary>
/// <param name="Environment">Looks a variable up.</param>
/// <param name="Store"><c>keychain</c>, <c>file</c>, <c>database</c> or <c>plain</c>; null = the keychain where there is one, else the file.</param>
public sealed record CredentialOptions(Func<string, string?> Environment, string? Store);
