using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using Weir.Routing.Configuration.Yaml;

namespace Weir.Routing.Configuration.Values;

/// <summary>
/// Fills <c>${VAR}</c>, <c>${VAR:-default}</c>, <c>{env: NAME}</c> and <c>{file: PATH}</c>. <c>$${</c> stands for <c>${</c>.
/// What was filled in is not looked through again.
/// </summary>
internal sealed partial class Substituter(LoadContext context)
{
    private const int LargestFile = 64 * 1024;

    private const string Keychain = "keychain";

    private static readonly string[] Kinds = ["env", "file", Keychain];

    /// <summary>The text of a scalar, or of a mapping that stands for one; null after a problem.</summary>
    /// <param name="node">A scalar, or a mapping for which <see cref="IsReference"/> is true.</param>
    /// <param name="keepUnset">True: a variable that isn't set stays as <c>${VAR}</c>.</param>
    public ScalarValue? Fill(ConfigNode node, bool keepUnset = false)
    {
        if (context.IsLiteral)
        {
            if (node.Kind == NodeKind.Scalar)
            {
                return new ScalarValue(node.Text, node, null);
            }

            context.Problems.Error(node, "takes a text, not a reference to one.", "References are for weir.yaml.");
            return null;
        }

        string? source = null;
        if (node.Kind == NodeKind.Mapping)
        {
            var (kind, name) = Reference(node);
            if (kind == Keychain && name.Length > 0)
            {
                return new ScalarValue(name, node, $"keychain {Quote.Plain(name)}") { IsKeychainName = true };
            }

            return Look(kind, name, node, ref source) is { } found ? new ScalarValue(found, node, source) : null;
        }

        var failed = false;
        var text = Places().Replace(node.Text, match =>
        {
            var filled = FillPlace(match, node, keepUnset, ref source);
            failed |= filled is null;
            return filled ?? "";
        });
        return failed ? null : new ScalarValue(text, node, source);
    }

    /// <summary>True for <c>{env: NAME}</c> and its like; YAML reads <c>{env:NAME}</c> as a key without a value.</summary>
    public static bool IsReference(ConfigNode node) => node.Kind == NodeKind.Mapping && node.Entries.Count == 1 && Reference(node).Kind.Length > 0;

    private static (string Kind, string Name) Reference(ConfigNode node)
    {
        var (key, value) = node.Entries[0];
        if (value.Kind == NodeKind.Scalar && Array.IndexOf(Kinds, key.Text) >= 0)
        {
            return (key.Text, value.Text.Trim());
        }

        var colon = key.Text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && value.IsNull && Array.IndexOf(Kinds, key.Text[..colon]) >= 0 ? (key.Text[..colon], key.Text[(colon + 1)..].Trim()) : ("", "");
    }

    private string? FillPlace(Match match, ConfigNode node, bool keepUnset, ref string? source)
    {
        if (match.Value == "$${")
        {
            return "${";
        }

        if (match.Groups["kind"] is { Success: true } kind)
        {
            return Look(kind.Value, match.Groups["argument"].Value.Trim(), node, ref source);
        }

        var name = match.Groups["name"];
        if (!name.Success)
        {
            context.Problems.Error(node, "'${' without the name of a variable and '}'.", "Write ${NAME} or ${NAME:-default}; $${ stands for the characters themselves.");
            return null;
        }

        if (match.Groups["default"].Success && string.IsNullOrEmpty(context.Environment(name.Value)))
        {
            return match.Groups["default"].Value;
        }

        return keepUnset && string.IsNullOrEmpty(context.Environment(name.Value)) ? match.Value : Look("env", name.Value, node, ref source);
    }

    private string? Look(string kind, string name, ConfigNode node, ref string? source)
    {
        if (name.Length == 0)
        {
            context.Problems.Error(node, $"{{{kind}: }} names nothing.", kind == "file" ? "Write {file: PATH}." : "Write {env: NAME}.");
            return null;
        }

        switch (kind)
        {
            case "env":
                source ??= Quote.Plain(name);
                if (context.Environment(name) is { Length: > 0 } value)
                {
                    return value;
                }

                context.Problems.Error(node, $"the variable {Quote.Of(name)} is not set, or empty.", $"Set it where Weir starts, or give a default: ${{{Quote.Plain(name)}:-default}}.");
                return null;
            case "file":
                source ??= $"file {Quote.Plain(name)}";
                return ReadFile(name, node);
            default:
                context.Problems.Error(node, "{keychain: NAME} can't be a part of a text.", "Write api_key: {keychain: NAME}.");
                return null;
        }
    }

    private string? ReadFile(string path, ConfigNode node)
    {
        string reason;
        try
        {
            var file = new FileInfo(context.Absolute(path));
            if (!file.Exists)
            {
                reason = "is not there";
            }
            else if (file.Length > LargestFile)
            {
                reason = "is larger than 64 KB";
            }
            else if (File.ReadAllText(file.FullName, new UTF8Encoding(false, throwOnInvalidBytes: true)).Trim() is { Length: > 0 } text)
            {
                return text;
            }
            else
            {
                reason = "is empty";
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SecurityException or ArgumentException or NotSupportedException)
        {
            reason = failure is DecoderFallbackException ? "is not UTF-8" : "can't be read";
        }

        context.Problems.Error(node, $"the file {Quote.Of(path)} {reason}.", "Paths are relative to the folder of weir.yaml; ~/ is your home directory.");
        return null;
    }

    [GeneratedRegex(@"\$\$\{|\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(:-(?<default>[^}]*))?\}|\$\{|\{(?<kind>env|file|keychain):(?<argument>[^{}]*)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Places();
}
