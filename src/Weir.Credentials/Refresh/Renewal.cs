namespace Weir.Credentials.Refresh;

/// <summary>How a kind of credential is renewed.</summary>
/// <param name="Early">How long before its end.</param>
/// <param name="RenewAsync">
/// Asks for a new one. Throws <see cref="CredentialException"/>: with <see cref="CredentialFailure.SignInNeeded"/> when it was refused for good.
/// </param>
internal sealed record Renewal(TimeSpan Early, Func<StoredCredential, CancellationToken, Task<StoredCredential>> RenewAsync);
