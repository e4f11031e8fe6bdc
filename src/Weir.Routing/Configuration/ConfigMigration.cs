using System.Text;
using System.Text.RegularExpressions;

namespace Weir.Routing.Configuration;

/// <summary>Brings a weir.yaml of version 1 to version 2, line by line, so that comments and order stay.</summary>
public static partial class ConfigMigration
{
    private const string OldPlanType = "openai-chatgpt-plus";

    /// <summary>The new text, and what a person should know about it.</summary>
    /// <param name="text">A file without a version, or of version 1.</param>
    public static (string Text, IReadOnlyList<string> Notes) Migrate(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (VersionLine().Match(text) is { Success: true } version && version.Groups[1].Value == "2")
        {
            return (text, ["The file is version 2 already; nothing was changed."]);
        }

        var notes = new List<string>();
        var migrated = new StringBuilder("version: 2\n");
        foreach (var line in VersionLine().Replace(text, "").TrimStart('\n', '\r').Split('\n'))
        {
            migrated.Append(MigrateLine(line.TrimEnd('\r'), notes)).Append('\n');
        }

        return (migrated.ToString().TrimEnd('\n') + "\n", notes);
    }

    private static string MigrateLine(string line, List<string> notes)
    {
        if (TypeLine().Match(line) is { Success: true } type && type.Groups["value"].Value == OldPlanType)
        {
            notes.Add($"type {OldPlanType} became type openai with auth_method oauth: sign in again with `weir auth login`.");
            return $"{type.Groups["before"].Value}type: openai\n{Indent(type.Groups["before"].Value)}auth_method: oauth";
        }

        if (KeyLine().Match(line) is { Success: true } key)
        {
            if (!key.Groups["value"].Value.Contains("${", StringComparison.Ordinal))
            {
                notes.Add("A key stands in the file in plain text: put it into a variable and write ${NAME}.");
            }

            return $"{key.Groups["before"].Value}auth_method: api\n{Indent(key.Groups["before"].Value)}api_key: {key.Groups["value"].Value}";
        }

        return line;
    }

    /// <summary>A list's dash takes the place of its indentation.</summary>
    private static string Indent(string before) => before.Replace('-', ' ');

    [GeneratedRegex(@"^version:\s*(\S+)\s*$", RegexOptions.Multiline)]
    private static partial Regex VersionLine();

    [GeneratedRegex(@"^(?<before>\s*(?:-\s+)?)type:\s*(?<value>\S+)")]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"^(?<before>\s*(?:-\s+)?)api_key:\s*(?<value>.+)$")]
    private static partial Regex KeyLine();
}
