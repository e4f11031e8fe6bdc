using System.Globalization;

namespace Weir.Words;

/// <summary>Numbers as people read them.</summary>
internal static class Amounts
{
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Tokens of a limit; unknown ones are not zero.</summary>
    public static string Limit(long tokens) => tokens == 0 ? "-" : Count(tokens);

    public static string Usd(decimal? amount) => amount is { } value ? "$" + value.ToString("0.00####", CultureInfo.InvariantCulture) : "unknown";

    public static string Price(decimal? perMillion) => perMillion is { } value ? value.ToString("0.####", CultureInfo.InvariantCulture) : "-";

    public static string Milliseconds(double? value) => value is { } number ? $"{number.ToString(number < 10 ? "0.0" : "0", CultureInfo.InvariantCulture)} ms" : "-";

    /// <summary>Universal time, to the second.</summary>
    public static string Moment(DateTimeOffset? moment) =>
        moment?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "-";

    public static string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } => $"{(int)span.TotalDays}d {span.Hours}h",
        { TotalHours: >= 1 } => $"{(int)span.TotalHours}h {span.Minutes}m",
        { TotalMinutes: >= 1 } => $"{(int)span.TotalMinutes}m {span.Seconds}s",
        _ => $"{(int)span.TotalSeconds}s",
    };
}
