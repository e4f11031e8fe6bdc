namespace Weir.Credentials.Commands;

/// <summary>A vendor's own program that signs people in to its plan, and where it leaves the token. Weir uses what it leaves and never poses as it.</summary>
/// <param name="Name">For people.</param>
/// <param name="LoginCommand">Signs in; runs in the person's terminal.</param>
/// <param name="PrintsToken">True when the log-in prints the token for the person to keep.</param>
/// <param name="Variable">May hold the token.</param>
/// <param name="TokenFile">Below the person's home; null when the program keeps it elsewhere.</param>
/// <param name="TokenPointer">Where in the file.</param>
/// <param name="ExpiresPointer">Where in the file.</param>
public sealed record VendorTool(
    string Name, IReadOnlyList<string> LoginCommand, bool PrintsToken, string Variable, string? TokenFile, string? TokenPointer, string? ExpiresPointer)
{
    private static readonly Dictionary<string, VendorTool> Rows = new(StringComparer.Ordinal)
    {
        ["anthropic"] = new("Claude Code", ["claude", "setup-token"], true, "CLAUDE_CODE_OAUTH_TOKEN", ".claude/.credentials.json", "/claudeAiOauth/accessToken", "/claudeAiOauth/expiresAt"),
    };

    /// <summary>The tool of a provider's plan; null when Weir knows none.</summary>
    public static VendorTool? Find(string provider) => Rows.GetValueOrDefault(provider);
}
