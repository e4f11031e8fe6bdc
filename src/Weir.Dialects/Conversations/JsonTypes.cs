using System.Text.Json;

namespace Weir.Dialects.Conversations;

/// <summary>Reads values whose type a dialect fixes. Another type is a mistake, told with the path of the member; nothing is dropped in silence.</summary>
internal static class JsonTypes
{
    public static string MustBeText(this JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(value, path, "a text");

    /// <summary>The text, or null for null and for a missing member.</summary>
    public static string? MayBeText(this JsonElement value, string path) => IsNothing(value) ? null : value.MustBeText(path);

    public static bool MustBeBool(this JsonElement value, string path) => value.AsBool() ?? throw Wrong(value, path, "true or false");

    public static int MustBeInt(this JsonElement value, string path) => value.AsInt() ?? throw Wrong(value, path, "a whole number");

    public static long MustBeLong(this JsonElement value, string path) => value.AsLong() ?? value.AsInt() ?? throw Wrong(value, path, "a whole number");

    public static double MustBeNumber(this JsonElement value, string path) => value.AsDouble() ?? throw Wrong(value, path, "a number");

    /// <summary>An object; null and a missing member count as an empty one.</summary>
    public static IEnumerable<JsonProperty> MustBeMembers(this JsonElement value, string path) =>
        IsNothing(value) ? [] : value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : throw Wrong(value, path, "an object");

    /// <summary>A list; null and a missing member count as an empty one.</summary>
    public static IEnumerable<JsonElement> MustBeItems(this JsonElement value, string path) =>
        IsNothing(value) ? [] : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Wrong(value, path, "a list");

    public static IReadOnlyList<string> MustBeTexts(this JsonElement value, string path) =>
        [.. value.MustBeItems(path).Select((item, index) => item.MustBeText($"{path}[{index}]"))];

    /// <summary>True for null and for a missing member.</summary>
    public static bool IsNothing(this JsonElement value) => value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    private static DialectException Wrong(JsonElement value, string path, string wanted) => DialectException.Invalid(
        IsNothing(value) ? $"`{path}` is missing: it must be {wanted}." : $"`{path}` must be {wanted}, not {NameOf(value.ValueKind)}.",
        path,
        $"Make `{path}` {wanted} and send the request again.");

    private static string NameOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number of this form",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        JsonValueKind.Array => "a list",
        _ => "an object",
    };
}
