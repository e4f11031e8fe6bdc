namespace Weir.Metering.Usage.Histograms;

/// <summary>How long the spans of a histogram are: lengths that a person can read off, and not too many of them.</summary>
public static class HistogramSpans
{
    /// <summary>The most spans of a histogram that is not asked for with a length.</summary>
    public const int Usual = 60;

    /// <summary>The most spans of any.</summary>
    public const int Most = 1_000;

    private static readonly TimeSpan[] Lengths =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
        TimeSpan.FromDays(1), TimeSpan.FromDays(2), TimeSpan.FromDays(7), TimeSpan.FromDays(14), TimeSpan.FromDays(30), TimeSpan.FromDays(90), TimeSpan.FromDays(365),
    ];

    /// <summary>The shortest length that cuts a time into <see cref="Usual"/> spans or fewer.</summary>
    public static TimeSpan For(TimeSpan whole) => Array.Find(Lengths, length => whole <= length * Usual) is { Ticks: > 0 } found ? found : Lengths[^1];
}
