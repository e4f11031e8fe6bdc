using System.Collections.Frozen;
using Weir.Catalog;
using Weir.Credentials;
using Weir.Routing.Configuration.Migration;
using Weir.Routing.Configuration.Yaml;

namespace Weir.Routing.Configuration;

/// <summary>
/// Makes a weir.yaml of version 2: of a version 1 in place, so that what doesn't change keeps its words and comments; of LocalRouter's and
/// OpenCode's files anew.
/// </summary>
public static class ConfigMigration
{
    /// <summary>The new text, what was changed, and the keys that must be stored before it is used.</summary>
    /// <param name="oldText">The old file.</param>
    /// <param name="file">Its path: a name that ends in .json or .jsonc is OpenCode's, and the files it names are relative to its folder.</param>
    /// <param name="catalog">Providers that the other programs' names are matched with.</param>
    /// <param name="names">Names that keys are stored under, by connection; a connection that isn't in it gives its own.</param>
    /// <exception cref="FormatException">The text can't be read, or is of another version; the message says where.</exception>
    public static MigratedConfig Migrate(string oldText, string file, IProviderCatalog catalog, IReadOnlyDictionary<string, string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(oldText);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(catalog);
        names ??= FrozenDictionary<string, string>.Empty;
        var text = oldText.TrimStart('\uFEFF');
        var problems = new ProblemList("the old file");
        var isJson = Path.GetExtension(file).ToUpperInvariant() is ".JSON" or ".JSONC";
        var root = isJson ? JsoncReader.Read(text) : new YamlReader(problems).Read(text);
        if (problems.HasErrors)
        {
            throw new FormatException(problems.InFileOrder()[0].ToString());
        }

        if (root is null or { IsNull: true })
        {
            return new MigratedConfig(ConfigSource.VersionOne, "version: 2\n" + text, ["Added 'version: 2'."], []);
        }

        if (root.Kind != NodeKind.Mapping)
        {
            throw new FormatException($"the old file:{root.Line}:{root.Column}: it must be a mapping of keys.");
        }

        return isJson && VersionOne.Value(root, VersionOne.Key) is null ? new OpenCodeSettings(catalog, Path.GetDirectoryName(Path.GetFullPath(file))!, names).Convert(root)
            : LocalRouterSettings.Is(root) ? new LocalRouterSettings(catalog, names).Convert(root)
            : VersionOne.Value(root, VersionOne.Key) is { Text: "2" } ? new MigratedConfig(ConfigSource.Current, oldText, [], [])
            : MigrateVersionOne(root, new TextEdits(text), names);
    }

    private static MigratedConfig MigrateVersionOne(ConfigNode root, TextEdits edits, IReadOnlyDictionary<string, string> names)
    {
        var notes = new List<string>();
        var keys = new List<MovedKey>();
        SetVersion(root, edits, notes);
        foreach (var provider in VersionOne.Providers(root))
        {
            MigrateProvider(provider, edits, notes);
            MoveKey(provider, edits, names, notes, keys);
        }

        return new MigratedConfig(ConfigSource.VersionOne, edits.Apply(), notes, keys);
    }

    private static void SetVersion(ConfigNode root, TextEdits edits, List<string> notes)
    {
        if (VersionOne.Value(root, VersionOne.Key) is not { } version)
        {
            var first = root.Entries.Count > 0 ? root.Entries[0].Key : null;
            if (first is null)
            {
                edits.Replace(root, edits.Length - edits.OffsetOf(root), "version: 2\n");
            }
            else
            {
                edits.Insert(first, root.IsFlow ? "version: 2, " : "version: 2\n");
            }

            notes.Add("Added 'version: 2'.");
        }
        else if (version.Text == "1")
        {
            edits.ReplaceScalar(version, "2");
            notes.Add($"Line {version.Line}: version 1 became 2.");
        }
        else
        {
            throw new FormatException($"the old file:{version.Line}:{version.Column}: version {Quote.Of(version.Text)} can't be migrated, only version 1.");
        }
    }

    private static void MigrateProvider(ConfigNode provider, TextEdits edits, List<string> notes)
    {
        var (type, method) = VersionOne.Change(provider);
        if (method is null)
        {
            return;
        }

        var (key, written) = provider.Entries.Find(static entry => entry.Key.Text == "type");
        var name = Quote.Of(VersionOne.Value(provider, "name")?.Text ?? written.Text);
        if (type is not null)
        {
            edits.ReplaceScalar(written, type);
        }

        notes.Add(type is null
            ? $"Line {written.Line}: {name}: added auth_method {method}, since it has a key."
            : $"Line {written.Line}: {name}: type '{written.Text}' became '{type}' with auth_method {method}. Its sign-in is made anew: weir auth login {VersionOne.Value(provider, "name")?.Text ?? type}");
        SetMethod(provider, key, method, edits);
    }

    /// <summary>Before the type, so that a comment behind the type stays behind it.</summary>
    private static void SetMethod(ConfigNode provider, ConfigNode typeKey, string method, TextEdits edits)
    {
        if (VersionOne.Value(provider, "auth_method") is { Kind: NodeKind.Scalar } written)
        {
            edits.ReplaceScalar(written, method);
        }
        else
        {
            edits.Insert(typeKey, $"auth_method: {method}" + (provider.IsFlow ? ", " : "\n" + new string(' ', typeKey.Column - 1)));
        }
    }

    private static void MoveKey(ConfigNode provider, TextEdits edits, IReadOnlyDictionary<string, string> names, List<string> notes, List<MovedKey> keys)
    {
        if (VersionOne.Value(provider, "api_key") is not { } node || PlainKeys.Of(node) is not { } key || VersionOne.Value(provider, "name") is not { Kind: NodeKind.Scalar, Text.Length: > 0 } name)
        {
            return;
        }

        var kept = names.GetValueOrDefault(name.Text, name.Text);
        edits.ReplaceScalar(node, $"{{keychain: {YamlText.Scalar(kept)}}}");
        keys.Add(new MovedKey(kept, name.Text, VersionOne.Change(provider).Type ?? VersionOne.Value(provider, "type")?.Text ?? "", new Secret(key)));
        notes.Add($"Line {node.Line}: {Quote.Of(name.Text)}: the key goes to the secret store, under {Quote.Of(kept)}.");
    }
}
