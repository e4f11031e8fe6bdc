using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Weir.Acceptance.Tests.DataPlane;

/// <summary>Changes one value of a JSON document and leaves every other byte as it is.</summary>
internal static class JsonBytes
{
    /// <summary>The document with another model; with the member in front when there was none.</summary>
    public static byte[] WithModel(byte[] json, string model)
    {
        var value = Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(model)}\"");
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("model"u8))
            {
                reader.Read();
                return [.. json.AsSpan(0, (int)reader.TokenStartIndex), .. value, .. json.AsSpan((int)reader.BytesConsumed)];
            }
        }

        var open = Array.IndexOf(json, (byte)'{') + 1;
        return [.. json.AsSpan(0, open), .. "\"model\":"u8, .. value, .. ","u8, .. json.AsSpan(open)];
    }

    /// <summary>The document without a top-level member.</summary>
    public static JsonNode Without(ReadOnlySpan<byte> json, string member)
    {
        var node = JsonNode.Parse(json)!;
        node.AsObject().Remove(member);
        return node;
    }

    /// <summary>True when <paramref name="longer"/> is <paramref name="shorter"/> with at most one run of bytes put in.</summary>
    public static bool IsOneInsertion(ReadOnlySpan<byte> shorter, ReadOnlySpan<byte> longer)
    {
        var head = shorter.CommonPrefixLength(longer);
        var rest = shorter[head..];
        return longer.Length >= shorter.Length && longer[^rest.Length..].SequenceEqual(rest);
    }
}
