using Weir.Routing.Configuration.Yaml;

namespace Weir.Routing.Configuration;

/// <summary>
/// Makes a version 2 of a version 1, in place: what doesn't change keeps its words and comments. Version 1 had no <c>version</c>, and
/// signed in to ChatGPT by a type of its own. Keys stay where they are.
/// </summary>
public static class ConfigMigration
{
    private const string ChatGpt = "openai-chatgpt-plus";

    /// <summary>The new text, and what was changed. A file that is version 2 already comes back as it is.</summary>
    /// <exception cref="FormatException">The text is no YAML mapping, or of another version; the message says where.</exception>
    public static MigratedConfig Migrate(string oldText)
    {
        ArgumentNullException.ThrowIfNull(oldText);
        var problems = new ProblemList("the old file");
        var root = new YamlReader(problems).Read(oldText.TrimStart('\uFEFF'));
        if (problems.HasErrors)
        {
            throw new FormatException(problems.InFileOrder()[0].ToString());
        }

        var edits = new TextEdits(oldText.TrimStart('\uFEFF'));
        if (root is null or { IsNull: true })
        {
            return new MigratedConfig("version: 2\n" + edits.Apply(), ["Added 'version: 2'."]);
        }

        if (root.Kind != NodeKind.Mapping)
        {
            throw new FormatException($"the old file:{root.Line}:{root.Column}: it must be a mapping of keys.");
        }

        var version = Value(root, "version");
        if (version is { Text: "2" })
        {
            return new MigratedConfig(oldText, []);
        }

        var notes = new List<string>();
        SetVersion(root, version, edits, notes);
        foreach (var provider in Value(root, "providers")?.Items.Where(static item => item.Kind == NodeKind.Mapping) ?? [])
        {
            MigrateProvider(provider, edits, notes);
        }

        return new MigratedConfig(edits.Apply(), notes);
    }

    private static void SetVersion(ConfigNode root, ConfigNode? version, TextEdits edits, List<string> notes)
    {
        if (version is null)
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
        if (provider.Entries.Find(static entry => entry.Key.Text == "type") is not { Value: { Kind: NodeKind.Scalar } type } entry)
        {
            return;
        }

        var name = Quote.Of(Value(provider, "name")?.Text ?? type.Text);
        if (type.Text == ChatGpt)
        {
            edits.ReplaceScalar(type, "openai");
            notes.Add($"Line {type.Line}: {name}: type '{ChatGpt}' became 'openai' with auth_method oauth.");
            SetMethod(provider, entry.Key, "oauth", edits);
        }
        else if (type.Text == "openai" && Value(provider, "api_key") is not null && Value(provider, "auth_method") is null)
        {
            notes.Add($"Line {type.Line}: {name}: added auth_method api, since it has a key.");
            SetMethod(provider, entry.Key, "api", edits);
        }
    }

    /// <summary>Before the type, so that a comment behind the type stays behind it.</summary>
    private static void SetMethod(ConfigNode provider, ConfigNode typeKey, string method, TextEdits edits)
    {
        if (Value(provider, "auth_method") is { Kind: NodeKind.Scalar } written)
        {
            edits.ReplaceScalar(written, method);
        }
        else
        {
            edits.Insert(typeKey, $"auth_method: {method}" + (provider.IsFlow ? ", " : "\n" + new string(' ', typeKey.Column - 1)));
        }
    }

    private static ConfigNode? Value(ConfigNode mapping, string key) => mapping.Entries.Find(entry => entry.Key.Text == key).Value;
}
