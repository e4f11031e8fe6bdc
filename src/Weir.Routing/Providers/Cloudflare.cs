using System.Net.Http.Headers;
using Weir.Catalog;
using Weir.Routing.Wires;

namespace Weir.Routing.Providers;

/// <summary>
/// Cloudflare's AI Gateway. One endpoint answers every model in chat completions. Beside it OpenAI's models answer by Responses and Anthropic's by Messages, at addresses of their own and
/// under the vendor's own names.
/// </summary>
public sealed class Cloudflare : ProviderRules
{
    /// <summary>The end of the address that answers every model.</summary>
    private const string Unified = "/compat";

    public override IReadOnlyCollection<string> Providers => ["cloudflare-ai-gateway"];

    public override WireAnswer WiresOf(WireQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        if ((question.Model?.Dialect ?? question.Connection.Provider.Dialect) != DialectNames.OpenAiChat)
        {
            return base.WiresOf(question);
        }

        var (vendor, name) = Split(question.ModelId);
        if (Reach(question with { ModelId = vendor.Length == 0 ? name : $"{vendor}/{name}" }, DialectNames.OpenAiChat, question.Model?.BaseUrl, question.Model?.KeyPlacement, out var problem) is not { } chat)
        {
            return WireAnswer.Not(problem!);
        }

        var address = chat.BaseUrl.AbsoluteUri;
        if (!address.EndsWith(Unified, StringComparison.Ordinal))
        {
            return WireAnswer.Of(chat);
        }

        var gateway = address[..^Unified.Length];
        return vendor switch
        {
            "anthropic" => WireAnswer.Of(chat with { Dialect = DialectNames.AnthropicMessages, BaseUrl = new Uri(gateway + "/anthropic/v1"), ModelId = name }, chat),
            "openai" when OpenAi.IsChatOnly(name) => WireAnswer.Of(chat),
            "openai" when chat with { Dialect = DialectNames.OpenAiResponses, BaseUrl = new Uri(gateway + "/openai"), ModelId = name } is var responses =>
                OpenAi.IsResponsesOnly(name) ? WireAnswer.Of(responses) : WireAnswer.Of(responses, chat),
            _ => WireAnswer.Of(chat),
        };
    }

    public override void SetHeaders(UpstreamCall call, HttpRequestHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(headers);
        if (call.Wire.Dialect == DialectNames.AnthropicMessages)
        {
            Anthropic.AddVersion(headers);
            Anthropic.AddThinkingBetweenTools(call, headers);
        }
    }

    /// <summary>OpenAI's reasoning models refuse <c>max_tokens</c> in chat completions and take the newer name.</summary>
    public override BodyEdit? EditOf(UpstreamCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.Wire.Dialect == DialectNames.OpenAiChat && call.Wire.ModelId.StartsWith("openai/", StringComparison.Ordinal) ? RenamedLimit : null;
    }

    internal static BodyEdit RenamedLimit { get; } = new() { Rename = [new("max_tokens", "max_completion_tokens")] };

    /// <summary>Vendor and name, in the forms that the gateway knows: Anthropic has no dots in its names; Cloudflare's own models begin with <c>@cf/</c>, and their vendor may be left out.</summary>
    private static (string Vendor, string Name) Split(string id)
    {
        if (id.StartsWith('@'))
        {
            return ("workers-ai", id);
        }

        var slash = id.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? ("", id) : id[..slash] is var vendor && vendor == "anthropic" ? (vendor, id[(slash + 1)..].Replace('.', '-')) : (vendor, id[(slash + 1)..]);
    }
}
