namespace Weir.Credentials.Clouds;

/// <summary>What a caller can tell <see cref="IAuthMethod.RenewAsync"/> about the refusal, on the refused request's options.</summary>
public static class Refusals
{
    /// <summary>The <c>Date</c> of the refusing answer: lets a signer see that the clocks differ. Without it no clock is corrected.</summary>
    public static readonly HttpRequestOptionsKey<DateTimeOffset> ServerTime = new("weir.refused-at");
}
