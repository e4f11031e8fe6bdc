using System.Globalization;

namespace Weir.Routing.Configuration.Values;

/// <summary>Durations as weir.yaml writes them: a number and <c>ms</c>, <c>s</c>, <c>m</c> or <c>h</c>.</summary>
internal static class Durations
{
    public const string Pattern = @"^[0-9]+(\.[0-9]+)?(ms|s|m|h)$";

    /// <summary>Seconds; null when it is no duration.</summary>
    public static decimal? Seconds(string text)
    {
        var digits = text.TrimEnd("hms".ToCharArray());
        decimal? unit = text[digits.Length..] switch
        {
            "ms" => 0.001m,
            "s" => 1,
            "m" => 60,
            "h" => 3600,
            _ => null,
        };
        return unit is { } factor && digits.Length <= 12 && decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number * factor
            : null;
    }
}
