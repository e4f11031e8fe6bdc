using System.Globalization;
using System.Text.Json;

namespace Weir.Credentials;

/// <summary>Reads the ways in which programs write a moment.</summary>
internal static class Instants
{
    /// <summary>Unix seconds before this are taken for what they are; greater numbers are milliseconds.</summary>
    private const long Milliseconds = 100_000_000_000;

    /// <summary>Of Unix seconds or milliseconds.</summary>
    public static DateTimeOffset OfUnix(long number) => number >= Milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(number) : DateTimeOffset.FromUnixTimeSeconds(number);

    /// <summary>Of RFC 3339, or Unix seconds or milliseconds as number or text; null for anything else.</summary>
    public static DateTimeOffset? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var number) => OfUnix(number),
        JsonValueKind.String when long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => OfUnix(number),
        JsonValueKind.String when DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) => moment,
        _ => null,
    };
}
