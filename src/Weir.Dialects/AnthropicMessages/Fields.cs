using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>Reads members that must have a certain type, and says which one has not. Null counts as not said. Paths are written as Anthropic does: <c>messages.0.content</c>.</summary>
internal static class Fields
{
    public static string RequiredText(JsonElement from, string name, string at) => Text(from, name, at) ?? throw Missing(Join(at, name));

    public static string? Text(JsonElement from, string name, string at) => Read(from, name, at, "text", static value => value.AsString());

    public static int? Whole(JsonElement from, string name, string at) => Read<int?>(from, name, at, "a whole number", static value => value.AsInt());

    public static double? Number(JsonElement from, string name, string at) => Read<double?>(from, name, at, "a number", static value => value.AsDouble());

    public static bool? Truth(JsonElement from, string name, string at) => Read<bool?>(from, name, at, "true or false", static value => value.AsBool());

    /// <summary>The items of a list that may be missing.</summary>
    public static IEnumerable<JsonElement> List(JsonElement value, string path) =>
        value.ValueKind is JsonValueKind.Array or JsonValueKind.Undefined or JsonValueKind.Null ? value.Items() : throw Wrong(path, "a list");

    /// <summary>The value itself, which must be an object.</summary>
    public static JsonElement Object(JsonElement value, string path) => value.ValueKind == JsonValueKind.Object ? value : throw Wrong(path, "an object");

    public static DialectException Missing(string path) => DialectException.Invalid($"\"{path}\" is missing.", path, $"Set \"{path}\" and send the request again.");

    public static DialectException Wrong(string path, string wanted) => DialectException.Invalid($"\"{path}\" must be {wanted}.", path, $"Correct \"{path}\" and send the request again.");

    private static T? Read<T>(JsonElement from, string name, string at, string wanted, Func<JsonElement, T?> read) =>
        from.Member(name) is { ValueKind: not JsonValueKind.Undefined } value ? read(value) ?? throw Wrong(Join(at, name), wanted) : default;

    private static string Join(string at, string name) => at.Length == 0 ? name : $"{at}.{name}";
}
