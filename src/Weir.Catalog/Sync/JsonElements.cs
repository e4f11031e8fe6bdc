using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Catalog.Snapshot;

namespace Weir.Catalog.Sync;

/// <summary>Asks JSON that others wrote for what it may not have: what is missing or of another type is null.</summary>
internal static class JsonElements
{
    public static JsonElement? Member(this JsonElement json, string name, JsonValueKind kind) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;

    /// <summary>A text that is not empty.</summary>
    public static string? Text(this JsonElement json, string name) =>
        json.Member(name, JsonValueKind.String)?.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>The texts of an array; what is no text is passed over.</summary>
    public static string[] Texts(this JsonElement array) =>
        [.. array.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];

    /// <summary>A count of tokens, zero or more.</summary>
    public static long? Tokens(this JsonElement json, string name) =>
        json.Member(name, JsonValueKind.Number) is { } number && number.TryGetInt64(out var value) && value >= 0 ? value : null;

    /// <summary>A price, zero or more.</summary>
    public static decimal? Rate(this JsonElement json, string name) =>
        json.Member(name, JsonValueKind.Number) is { } number && number.TryGetDecimal(out var value) && value >= 0 ? value : null;

    /// <summary>The value as JSON on one line.</summary>
    public static string Compact(this JsonElement json)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, SnapshotFormat.WriterOptions))
        {
            json.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
