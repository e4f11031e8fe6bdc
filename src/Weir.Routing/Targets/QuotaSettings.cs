using Weir.Metering.Quotas;

namespace Weir.Routing.Targets;

/// <summary>How a connection's server is asked what is left: the <c>quota</c> block of weir.yaml.</summary>
public sealed record QuotaSettings
{
    /// <summary>What holds for a connection without the block: its vendor's own endpoint, where one is known.</summary>
    public static QuotaSettings Default { get; } = new();

    /// <summary>Behind the connection's base URL, with a slash at the start; null = the vendor's own endpoint.</summary>
    public string? Path { get; init; }

    /// <summary>Shape of the answer; null with <see cref="Path"/>.</summary>
    public QuotaFormat? Format { get; init; }

    /// <summary>How often to ask, 10 s to a day.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>False: it is never asked.</summary>
    public bool Enabled { get; init; } = true;
}
