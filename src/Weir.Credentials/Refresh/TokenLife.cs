namespace Weir.Credentials.Refresh;

/// <summary>Says how long tokens live yet, and how long before their end they are renewed.</summary>
internal sealed class TokenLife(TimeProvider time)
{
    // Nodes with the same token don't renew at the same moment.
    private readonly double _jitter = Random.Shared.NextDouble() / 10;

    /// <summary>How long the access token lives yet; nothing is left of one that is not there.</summary>
    public TimeSpan Left(StoredCredential credential) => credential switch
    {
        { Access: null } => TimeSpan.MinValue,
        { ExpiresAt: { } end } => end - time.GetUtcNow(),
        _ => TimeSpan.MaxValue,
    };

    /// <summary>How long before its end to renew; of a token that lives shorter than that, the second half.</summary>
    public TimeSpan Early(Renewal renewal, StoredCredential credential)
    {
        var early = renewal.Early * (1 + _jitter);
        var half = ((credential.ExpiresAt ?? DateTimeOffset.MaxValue) - credential.SavedAt) / 2;
        return half > TimeSpan.Zero && half < early ? half : early;
    }
}
