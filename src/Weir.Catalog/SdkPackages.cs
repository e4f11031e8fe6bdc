using Weir.Catalog.Sync;

namespace Weir.Catalog;

/// <summary>What the AI SDK's packages speak: OpenCode's configuration names providers by them.</summary>
public static class SdkPackages
{
    /// <summary>OpenAI chat completions at any address.</summary>
    public const string OpenAiCompatible = SdkTable.OpenAiCompatible;

    /// <summary>Anthropic messages.</summary>
    public const string Anthropic = "@ai-sdk/anthropic";

    /// <summary>OpenAI responses.</summary>
    public const string OpenAi = "@ai-sdk/openai";

    /// <summary>The dialect of a package; null for one that Weir doesn't know.</summary>
    public static string? DialectOf(string npm) => SdkTable.Find(npm)?.Dialect;
}
