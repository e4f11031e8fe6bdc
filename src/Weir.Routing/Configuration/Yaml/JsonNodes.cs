using System.Globalization;
using System.Text.Json;

namespace Weir.Routing.Configuration.Yaml;

/// <summary>JSON to the nodes that weir.yaml is read into, so that one builder judges both. There are no lines: all is at 0.</summary>
internal static class JsonNodes
{
    public static ConfigNode Of(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var mapping = new ConfigNode(NodeKind.Mapping, path, 0, 0);
                foreach (var member in element.EnumerateObject())
                {
                    Add(mapping, member.Name, Of(member.Value, Inner(path, member.Name)));
                }

                return mapping;
            case JsonValueKind.Array:
                var list = new ConfigNode(NodeKind.List, path, 0, 0);
                foreach (var item in element.EnumerateArray())
                {
                    list.Items.Add(Of(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{list.Items.Count}]")));
                }

                return list;
            case JsonValueKind.String:
                return Text(element.GetString()!, path);
            default:
                return new ConfigNode(NodeKind.Scalar, path, 0, 0) { Text = element.GetRawText(), IsPlain = true };
        }
    }

    /// <summary>A scalar in quotes.</summary>
    public static ConfigNode Text(string text, string path) => new(NodeKind.Scalar, path, 0, 0) { Text = text };

    /// <summary>A scalar without quotes.</summary>
    public static ConfigNode Flag(bool value, string path) => new(NodeKind.Scalar, path, 0, 0) { Text = value ? "true" : "false", IsPlain = true };

    /// <summary>Puts a key into a mapping.</summary>
    public static void Add(ConfigNode mapping, string key, ConfigNode value) =>
        mapping.Entries.Add(new ConfigEntry(new ConfigNode(NodeKind.Scalar, Inner(mapping.Path, key), 0, 0) { Text = key, IsPlain = true }, value));

    private static string Inner(string path, string key) => path.Length == 0 ? Quote.Plain(key) : $"{path}.{Quote.Plain(key)}";
}
