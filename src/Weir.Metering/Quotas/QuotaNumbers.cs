using System.Globalization;
using System.Text.Json;
using Weir.Dialects.Pointers;

namespace Weir.Metering.Quotas;

/// <summary>Reads texts and numbers at a place of an answer, whatever the vendor wrote them as. What makes no sense is unknown, never zero.</summary>
internal static class QuotaNumbers
{
    /// <summary>Nobody has more than this of anything.</summary>
    private const decimal Most = 1_000_000_000_000_000;

    /// <summary>No name or unit is longer.</summary>
    private const int LongestText = 80;

    /// <summary>A number, written as one or as text, with a dollar sign and commas where a vendor likes them.</summary>
    public static decimal? Number(JsonElement at, string? pointer) =>
        Text(at, pointer) is { } text
        && decimal.TryParse(text.AsSpan().Trim().TrimStart('$'), NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)
        && number is >= -Most and <= Most
            ? number
            : null;

    /// <summary>A short text, or a number as it is written.</summary>
    public static string? Text(JsonElement at, string? pointer) => Find(at, pointer) is { } found ? Text(found) : null;

    /// <summary>The text of a value; null when it is none, or no short line.</summary>
    public static string? Text(JsonElement found)
    {
        var text = found.ValueKind switch
        {
            JsonValueKind.String => Valid(found, static found => found.GetString()),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => found.GetRawText(),
            _ => null,
        };
        return text is { Length: > 0 and <= LongestText } && !text.Any(char.IsControl) ? text : null;
    }

    /// <summary>The value at a place; null when there is none.</summary>
    public static JsonElement? Find(JsonElement at, string? pointer)
    {
        try
        {
            return pointer is null ? null : JsonPointer.Find(at, pointer);
        }
        catch (InvalidOperationException)
        {
            // A name on the way is no text.
            return null;
        }
    }

    /// <summary>The name of a member; null when it is no text.</summary>
    public static string? Name(JsonProperty member) => Valid(member, static member => member.Name);

    /// <summary>Null for half a surrogate pair or broken UTF-8, which JSON lets through.</summary>
    private static string? Valid<T>(T from, Func<T, string?> read)
    {
        try
        {
            return read(from);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
