using System.Text.RegularExpressions;

namespace Weir.Routing.Configuration;

/// <summary>Fills <c>${VAR}</c>, <c>${VAR:-default}</c>, <c>{env: NAME}</c> and <c>{file: PATH}</c>, the last two as a mapping or as text.</summary>
internal sealed partial class Substitution(string baseDirectory, Func<string, string?> environment, ProblemList problems)
{
    private const int MaxFile = 64 * 1024;

    /// <summary>A scalar with its parts filled in.</summary>
    public ScalarNode Fill(ScalarNode node)
    {
        if (Whole().Match(node.Value) is { Success: true } whole)
        {
            return From(node, whole.Groups[1].Value, whole.Groups[2].Value.Trim());
        }

        string? source = null;
        var filled = Variable().Replace(node.Value, match =>
        {
            var name = match.Groups[1].Value;
            source ??= name;
            var value = environment(name);
            if (!string.IsNullOrEmpty(value))
            {
                return value;
            }

            if (!match.Groups[2].Success)
            {
                Missing(node, name);
            }

            return match.Groups[2].Value;
        });
        return source is null ? node : node with { Value = filled, Source = source };
    }

    /// <summary>The scalar that a mapping such as <c>{env: NAME}</c> stands for; null when the mapping is an ordinary one.</summary>
    public ScalarNode? Fill(MapNode node) =>
        node.Entries is [{ Key.Value: "env" or "file" or "keychain", Value: ScalarNode argument } entry]
            ? From(new ScalarNode(node.Line, node.Column, "", IsPlain: false, null), entry.Key.Value, argument.Value)
            : null;

    private ScalarNode From(ScalarNode at, string kind, string argument) => kind switch
    {
        "env" => at with { Value = Read(at, argument), IsPlain = true, Source = argument },
        "file" => at with { Value = ReadFile(at, argument), IsPlain = false, Source = "file " + argument },
        _ => Keychain(at),
    };

    private string Read(ScalarNode at, string name)
    {
        if (environment(name) is { Length: > 0 } value)
        {
            return value;
        }

        Missing(at, name);
        return "";
    }

    private void Missing(ScalarNode at, string name) =>
        problems.Error(at, "", $"The variable {name} is not set.", $"Set it before weir starts, or write ${{{name}:-default}}.");

    private string ReadFile(ScalarNode at, string path)
    {
        var home = path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..]) : path;
        try
        {
            var file = new FileInfo(Path.Combine(baseDirectory, home));
            if (file.Exists && file.Length > MaxFile)
            {
                problems.Error(at, "", $"The file {path} is larger than {MaxFile / 1024} KB.", "Name a file that holds the value alone.");
                return "";
            }

            return File.ReadAllText(file.FullName).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            problems.Error(at, "", $"The file {path} can't be read.", "Check the path (it is relative to weir.yaml) and its permissions.");
            return "";
        }
    }

    private ScalarNode Keychain(ScalarNode at)
    {
        problems.Error(at, "", "Secrets from the keychain come with the sign-in layer, which this version does not have yet.", "Use ${VARIABLE} or {file: PATH}.");
        return at;
    }

    [GeneratedRegex(@"\$\{([A-Za-z0-9_]+)(?::-([^}]*))?\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\{(env|file|keychain):([^}]+)\}$")]
    private static partial Regex Whole();
}
