using System.Reflection;

namespace Weir.Commands.Version;

/// <summary>The version this program was built as.</summary>
internal static class ProgramVersion
{
    public static string Text { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}

/// <summary>What <c>weir version --json</c> says.</summary>
internal sealed record VersionFacts(string Version, string Runtime, string Platform);
