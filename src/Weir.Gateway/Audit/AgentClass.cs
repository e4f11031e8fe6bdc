namespace Weir.Gateway.Audit;

/// <summary>What kind of program called. The whole text of a user agent is the caller's to write, so only the class is kept.</summary>
internal static class AgentClass
{
    public const string Command = "weir-cli";

    private static readonly string[] Libraries = ["python", "node", "axios", "undici", "go-http-client", "okhttp", "java", "ruby", "openai", "anthropic", "dotnet"];

    /// <summary><c>weir-cli</c>, <c>browser</c>, <c>curl</c>, <c>library</c>, <c>other</c>; <c>none</c> without a text.</summary>
    public static string Of(string? userAgent) => userAgent switch
    {
        null or "" => "none",
        _ when userAgent.StartsWith(Command, StringComparison.OrdinalIgnoreCase) => Command,
        _ when userAgent.StartsWith("Mozilla/", StringComparison.OrdinalIgnoreCase) => "browser",
        _ when userAgent.StartsWith("curl/", StringComparison.OrdinalIgnoreCase) || userAgent.StartsWith("Wget/", StringComparison.OrdinalIgnoreCase) => "curl",
        _ when Libraries.Any(name => userAgent.Contains(name, StringComparison.OrdinalIgnoreCase)) => "library",
        _ => "other",
    };
}
