using System.Reflection;

namespace Weir.Commands.Version;

/// <summary>What this program was built as and from.</summary>
internal static class ProgramVersion
{
    private static readonly string[] Parts =
        (typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split('+', 2);

    public static string Text => Parts[0];

    /// <summary>The commit; null when it was built outside a repository.</summary>
    public static string? Commit => Parts.Length > 1 ? Parts[1] : null;
}

/// <summary>What <c>weir version --json</c> says.</summary>
internal sealed record VersionFacts(string Version, string? Commit, string Runtime, string Platform);
