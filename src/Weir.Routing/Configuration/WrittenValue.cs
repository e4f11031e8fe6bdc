using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Weir.Routing.Configuration.Yaml;

namespace Weir.Routing.Configuration;

/// <summary>One value of weir.yaml as it is written, before substitution: for telling two files apart.</summary>
public sealed partial class WrittenValue
{
    /// <summary>Keys whose values may be secrets, when they are no reference to one.</summary>
    private static readonly string[] Secrets = ["api_key", "connection", "headers", "client_secret", "secret"];

    private readonly byte[] _hash;

    private WrittenValue(string path, int line, string text, bool isSecret)
    {
        Path = path;
        Line = line;
        Variables = Named().Matches(text).Select(static match => match.Groups["name"].Value).Concat(path.EndsWith(".env", StringComparison.Ordinal) && !text.StartsWith('[') ? [text] : []).Distinct(StringComparer.Ordinal).ToList();
        Shown = isSecret && !text.Contains("${", StringComparison.Ordinal) ? "(hidden)" : WithoutSecrets(text);
        _hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Unique in its file. Items of a list that have a name stand under it: <c>providers.lab.base_url</c>.</summary>
    public string Path { get; }

    /// <summary>From 1.</summary>
    public int Line { get; }

    /// <summary>The text; secrets are hidden.</summary>
    public string Shown { get; }

    /// <summary>The variables that it is filled from, in the order of the text.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>True when the other one has the same text, also where that is hidden.</summary>
    public bool Says(WrittenValue other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return _hash.AsSpan().SequenceEqual(other._hash);
    }

    /// <summary>All values below a node, in the order of the file.</summary>
    internal static IReadOnlyList<WrittenValue> Of(ConfigNode root)
    {
        var values = new List<WrittenValue>();
        Gather(root, "", isSecret: false, values);
        return [.. values.DistinctBy(static value => value.Path)];
    }

    private static void Gather(ConfigNode node, string path, bool isSecret, List<WrittenValue> values)
    {
        switch (node.Kind)
        {
            case NodeKind.Mapping:
                foreach (var (key, value) in node.Entries)
                {
                    // {env: NAME}, {file: PATH} and {keychain: NAME} are references: they may be shown.
                    Gather(value, path.Length == 0 ? key.Text : $"{path}.{key.Text}", (isSecret && key.Text is not ("env" or "file" or "keychain")) || Secrets.Contains(key.Text) || (key.Text == "url" && path.StartsWith("alerts.", StringComparison.Ordinal)), values);
                }

                break;
            case NodeKind.List when node.Items.TrueForAll(static item => item.Kind == NodeKind.Scalar):
                values.Add(new WrittenValue(path, node.Line, $"[{string.Join(", ", node.Items.Select(static item => item.Text))}]", isSecret));
                break;
            case NodeKind.List:
                var names = node.Items.Select(static (item, index) => NameOf(item) ?? $"[{index}]").ToList();
                values.Add(new WrittenValue($"{path} (order)", node.Line, string.Join(", ", names), isSecret: false));
                for (var i = 0; i < names.Count; i++)
                {
                    Gather(node.Items[i], $"{path}.{names[i]}", isSecret, values);
                }

                break;
            case NodeKind.Scalar:
                values.Add(new WrittenValue(path, node.Line, node.Text, isSecret));
                break;
            default:
                break;
        }
    }

    /// <summary>Addresses may hold a password or a key.</summary>
    private static string WithoutSecrets(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.UserInfo.Length > 0 || address.Query.Length > 0) ? address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : text;

    [GeneratedRegex(@"(?<!\$)\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(:-[^}]*)?\}|\{env:(?<name>[A-Za-z_][A-Za-z0-9_]*)\}")]
    private static partial Regex Named();

    private static string? NameOf(ConfigNode item) => item.Kind == NodeKind.Scalar ? item.Text
        : item.Entries.Find(static entry => entry.Key.Text is "name" or "id" or "on").Value is { Kind: NodeKind.Scalar } name ? name.Text
        : null;
}
