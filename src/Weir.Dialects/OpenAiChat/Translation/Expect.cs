using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.OpenAiChat.Translation;

/// <summary>Reads members of a request that must have a certain type, and says which one has not.</summary>
internal static class Expect
{
    public static string Text(JsonElement value, string path) => value.AsString() ?? throw Wrong(path, "a string");

    public static int Whole(JsonElement value, string path) => value.AsInt() ?? throw Wrong(path, "a whole number");

    public static long Long(JsonElement value, string path) => value.AsLong() ?? throw Wrong(path, "a whole number");

    public static double Number(JsonElement value, string path) => value.AsDouble() ?? throw Wrong(path, "a number");

    public static bool Truth(JsonElement value, string path) => value.AsBool() ?? throw Wrong(path, "true or false");

    public static JsonElement Object(JsonElement value, string path) => value.ValueKind == JsonValueKind.Object ? value : throw Wrong(path, "an object");

    public static JsonElement List(JsonElement value, string path) => value.ValueKind == JsonValueKind.Array ? value : throw Wrong(path, "a list");

    /// <summary>A member that must be there and be text.</summary>
    public static string Member(JsonElement from, string name, string path) =>
        from.Member(name) is { ValueKind: not JsonValueKind.Undefined } value ? Text(value, $"{path}.{name}") : throw Missing($"{path}.{name}");

    public static DialectException Wrong(string path, string wanted) =>
        DialectException.Invalid($"\"{path}\" must be {wanted}.", path, $"Correct \"{path}\" and send the request again.");

    public static DialectException Missing(string path) =>
        DialectException.Invalid($"\"{path}\" is missing.", path, $"Set \"{path}\" and send the request again.");

    /// <summary>True for null, empty text, an empty list, and an object that holds nothing but these or zeros: some servers send every member they know.</summary>
    public static bool IsHollow(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.String => value.GetString() is { Length: 0 },
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.EnumerateObject().All(static member => IsHollow(member.Value) || member.Value is { ValueKind: JsonValueKind.Number } number && number.AsLong() == 0),
        _ => false,
    };
}
