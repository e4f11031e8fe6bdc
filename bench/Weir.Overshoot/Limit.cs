using System.Globalization;

namespace Weir.Overshoot;

/// <summary>What a bill must keep to.</summary>
/// <param name="Most">Nano-dollars or tokens.</param>
/// <param name="IsTokens">Whether it counts tokens.</param>
internal sealed record Limit(long Most, bool IsTokens)
{
    /// <summary>The connection it is on; null = all.</summary>
    public string? Connection { get; init; }

    public static Limit Usd(decimal usd) => new((long)(usd * 1_000_000_000), IsTokens: false);

    public static Limit OfTokens(long tokens) => new(tokens, IsTokens: true);

    /// <summary>What of a bill counts on it.</summary>
    public long Sum(IEnumerable<Billed> bill) => bill.Where(line => Connection is null || line.Connection == Connection).Sum(line => IsTokens ? line.Tokens : line.Nano);

    public string Show(long amount) => IsTokens
        ? string.Create(CultureInfo.InvariantCulture, $"{amount} tokens")
        : string.Create(CultureInfo.InvariantCulture, $"${amount / 1_000_000_000m:0.000000000}");
}
