using System.Text;
using System.Text.Json;
using Weir.Routing.Configuration.Yaml;

namespace Weir.Routing.Configuration.Migration;

/// <summary>JSON with comments and commas at ends, to nodes with their places.</summary>
internal static class JsoncReader
{
    /// <exception cref="FormatException">The text is no JSON; the message says where.</exception>
    public static ConfigNode? Read(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = YamlReader.DeepestNesting });
        try
        {
            return reader.Read() ? ReadNode(ref reader, bytes, "") : null;
        }
        catch (JsonException failure)
        {
            throw new FormatException($"the old file:{failure.LineNumber + 1}:{failure.BytePositionInLine + 1}: not JSON.", failure);
        }
    }

    private static ConfigNode ReadNode(ref Utf8JsonReader reader, byte[] bytes, string path)
    {
        var (line, column) = PlaceOf(bytes, (int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var mapping = new ConfigNode(NodeKind.Mapping, path, line, column) { IsFlow = true };
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var (keyLine, keyColumn) = PlaceOf(bytes, (int)reader.TokenStartIndex);
                    var name = reader.GetString()!;
                    var below = path.Length == 0 ? Quote.Plain(name) : $"{path}.{Quote.Plain(name)}";
                    var key = new ConfigNode(NodeKind.Scalar, below, keyLine, keyColumn) { Text = name };
                    reader.Read();
                    mapping.Entries.Add(new ConfigEntry(key, ReadNode(ref reader, bytes, below)));
                }

                return mapping;
            case JsonTokenType.StartArray:
                var list = new ConfigNode(NodeKind.List, path, line, column) { IsFlow = true };
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    list.Items.Add(ReadNode(ref reader, bytes, $"{path}[{list.Items.Count}]"));
                }

                return list;
            case JsonTokenType.String:
                return new ConfigNode(NodeKind.Scalar, path, line, column) { Text = reader.GetString()! };
            default:
                return new ConfigNode(NodeKind.Scalar, path, line, column) { Text = Encoding.UTF8.GetString(reader.ValueSpan), IsPlain = true };
        }
    }

    private static (int Line, int Column) PlaceOf(byte[] bytes, int offset)
    {
        var before = bytes.AsSpan(0, offset);
        return (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1);
    }
}
