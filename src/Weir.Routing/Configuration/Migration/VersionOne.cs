using Weir.Routing.Configuration.Keys;
using Weir.Routing.Configuration.Yaml;

namespace Weir.Routing.Configuration.Migration;

/// <summary>How version 1 differed: it had no <c>version</c>, and signed in to ChatGPT by a type of its own.</summary>
internal static class VersionOne
{
    public const string Key = "version";

    private const string ChatGpt = "openai-chatgpt-plus";

    /// <summary>Whether a mapping is a file of version 1.</summary>
    public static bool Is(ConfigNode root) => Value(root, Key) is not { } version || version is { Kind: NodeKind.Scalar, Text: "1" };

    /// <summary>What changes in a block of <c>providers</c>; nulls for what stays.</summary>
    public static (string? Type, string? Method) Change(ConfigNode provider) => Value(provider, "type") switch
    {
        { Kind: NodeKind.Scalar, Text: ChatGpt } => ("openai", "oauth"),
        { Kind: NodeKind.Scalar, Text: "openai" } when Value(provider, "api_key") is { IsNull: false } && Value(provider, "auth_method") is null => (null, "api"),
        _ => (null, null),
    };

    /// <summary>Makes version 2 of the nodes; every one keeps its place in the file, for messages.</summary>
    /// <returns>Where the version stands, or would stand.</returns>
    public static ConfigNode Upgrade(ConfigNode root)
    {
        var at = Value(root, Key) ?? root.Entries[0].Key;
        var version = Scalar(at, Key, KeyTable.Version.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Set(root, Key, version);
        foreach (var provider in Providers(root))
        {
            var (type, method) = Change(provider);
            var written = Value(provider, "type");
            if (type is not null)
            {
                Set(provider, "type", Scalar(written!, written!.Path, type));
            }

            if (method is not null)
            {
                Set(provider, "auth_method", Scalar(Value(provider, "auth_method") ?? written!, $"{provider.Path}.auth_method", method));
            }
        }

        return version;
    }

    public static IEnumerable<ConfigNode> Providers(ConfigNode root) => Value(root, "providers")?.Items.Where(static item => item.Kind == NodeKind.Mapping) ?? [];

    public static ConfigNode? Value(ConfigNode mapping, string key) => mapping.Entries.Find(entry => entry.Key.Text == key).Value;

    private static ConfigNode Scalar(ConfigNode at, string path, string text) => new(NodeKind.Scalar, path, at.Line, at.Column) { Text = text, IsPlain = true };

    private static void Set(ConfigNode mapping, string key, ConfigNode value)
    {
        var index = mapping.Entries.FindIndex(entry => entry.Key.Text == key);
        if (index >= 0)
        {
            mapping.Entries[index] = new ConfigEntry(mapping.Entries[index].Key, value);
        }
        else
        {
            mapping.Entries.Add(new ConfigEntry(Scalar(value, value.Path, key), value));
        }
    }
}
