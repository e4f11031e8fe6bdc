namespace Weir.Credentials.Commands;

/// <summary>Where a token is fetched from.</summary>
/// <param name="Description">For people: <c>claude's .credentials.json</c>, <c>command get-token</c>.</param>
/// <param name="Lifetime">How long a token is used that tells no end.</param>
/// <param name="FetchAsync">Fetches it, and when it ends if that is told.</param>
internal sealed record TokenSource(string Description, TimeSpan Lifetime, Func<CancellationToken, Task<(Secret Token, DateTimeOffset? ExpiresAt)>> FetchAsync)
{
    public static TokenSource OfCommand(AuthSettings settings) => new(
        $"command {Path.GetFileName(settings.Command[0])}",
        settings.Lifetime,
        async cancellationToken => TokenText.Read(
            await TokenCommand.RunAsync(settings.Command, settings.Timeout, cancellationToken), settings.TokenPointer, settings.ExpiresPointer, "What the token command printed"));

    public static TokenSource OfFile(string path, string? tokenPointer, string? expiresPointer, TimeSpan lifetime) => new(
        $"file {path}",
        lifetime,
        async cancellationToken => TokenText.Read(await ReadAsync(path, cancellationToken), tokenPointer, expiresPointer, $"The file {path}"));

    private static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CredentialException(CredentialFailure.SignInNeeded, $"The token file {path} can't be read: {exception.Message}", "Sign in with the vendor's own program, which writes it.", exception);
        }
    }
}
