using Weir.Metering.Quotas;

namespace Weir.Gateway.Quotas;

/// <summary>What came of asking.</summary>
/// <param name="Windows">What it told; empty with a problem.</param>
/// <param name="Problem">Why nothing could be read, in a sentence without a key, an address or a body; null when something could.</param>
internal sealed record QuotaAnswer(IReadOnlyList<QuotaWindow> Windows, string? Problem)
{
    /// <summary>True when the credential was refused: the same one is not tried again by itself.</summary>
    public bool IsRefused { get; init; }

    /// <summary>How long it asked to be left alone; null when it did not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static QuotaAnswer Failed(string problem) => new([], problem);
}
