using System.Net.Http.Headers;
using Weir.Catalog;
using Weir.Routing.Wires;

namespace Weir.Routing.Providers;

/// <summary>Anthropic switches features on by the header <c>anthropic-beta</c>: a translated request asks for what it needs, a client's own list is kept.</summary>
public sealed class Anthropic : ProviderRules
{
    internal const string InterleavedThinking = "interleaved-thinking-2025-05-14";

    private const string Header = "anthropic-beta";

    private const string VersionHeader = "anthropic-version";

    public override IReadOnlyCollection<string> Providers => ["anthropic"];

    public override void SetHeaders(UpstreamCall call, HttpRequestHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(headers);
        AddThinkingBetweenTools(call, headers);
    }

    /// <summary>Lets the model think between its calls, where a client of another dialect asks for both.</summary>
    internal static void AddThinkingBetweenTools(UpstreamCall call, HttpRequestHeaders headers)
    {
        if (call.ClientDialect != DialectNames.AnthropicMessages && call.Conversation is { Tools.Count: > 0, Reasoning: not null })
        {
            AddBeta(headers, InterleavedThinking);
        }
    }

    /// <summary>Names the version of the API where nobody did; the API refuses requests without. A key in <c>x-api-key</c> brings it along, others don't.</summary>
    internal static void AddVersion(HttpRequestHeaders headers)
    {
        if (!headers.Contains(VersionHeader))
        {
            headers.TryAddWithoutValidation(VersionHeader, "2023-06-01");
        }
    }

    /// <summary>Adds a feature to the list that is there; one that is there already is not added.</summary>
    internal static void AddBeta(HttpRequestHeaders headers, string feature)
    {
        var given = headers.NonValidated.TryGetValues(Header, out var values) ? string.Join(',', values) : "";
        if (!given.Split(',', StringSplitOptions.TrimEntries).Contains(feature, StringComparer.Ordinal))
        {
            headers.Remove(Header);
            headers.TryAddWithoutValidation(Header, given.Length == 0 ? feature : $"{given},{feature}");
        }
    }
}
