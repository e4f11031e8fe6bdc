using System.Text.RegularExpressions;
using Weir.Routing.Configuration.Yaml;

namespace Weir.Routing.Configuration.Migration;

/// <summary>Tells keys that stand in a file from names of places where keys are.</summary>
internal static partial class PlainKeys
{
    /// <summary>The key that a node holds in plain text; null when it names a variable, a file or a stored secret, or nothing.</summary>
    public static string? Of(ConfigNode? node) =>
        node is { Kind: NodeKind.Scalar, IsNull: false, Text.Length: > 0 } && !Places().IsMatch(node.Text.Replace("$${", "", StringComparison.Ordinal))
            ? node.Text.Replace("$${", "${", StringComparison.Ordinal)
            : null;

    [GeneratedRegex(@"\$\{|\{(env|file|keychain):", RegexOptions.CultureInvariant)]
    private static partial Regex Places();
}
