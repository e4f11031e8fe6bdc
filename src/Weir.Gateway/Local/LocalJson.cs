using System.Text.Json;

namespace Weir.Gateway.Local;

/// <summary>Reads JSON of unknown shape: what is missing or of another kind is null.</summary>
internal static class LocalJson
{
    /// <summary>Longer names are nobody's.</summary>
    private const int LongestName = 256;

    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    /// <summary>A text that may be shown and asked for: short, without control characters.</summary>
    public static string? Name(this JsonElement element, string member) =>
        element.Member(member) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 and <= LongestName } name && !name.Any(char.IsControl) ? name : null;

    /// <summary>A whole number above zero.</summary>
    public static long? Count(this JsonElement element, string member) =>
        element.Member(member) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var count) && count > 0 ? count : null;

    public static bool? Flag(this JsonElement element, string member) => element.Member(member)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>The entries of a list; none when it is no list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string member) =>
        element.Member(member) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>The texts of a list; null when it is no list.</summary>
    public static IReadOnlyList<string>? Words(this JsonElement element, string member) =>
        element.Member(member) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => item.GetString()!)]
            : null;
}
