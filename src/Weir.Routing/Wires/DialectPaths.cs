using Weir.Catalog;

namespace Weir.Routing.Wires;

/// <summary>Where below a base URL each dialect takes its calls.</summary>
public static class DialectPaths
{
    /// <summary>Path and query, starting with a slash; null when the dialect has no such call.</summary>
    public static string? Of(UpstreamCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.Purpose switch
        {
            CallPurpose.CountTokens => CountTokens(call),
            CallPurpose.Other => call.Wire.Dialect == call.ClientDialect ? call.Path : null,
            _ => Answer(call),
        };
    }

    private static string? Answer(UpstreamCall call) => call.Wire.Dialect switch
    {
        DialectNames.OpenAiChat or DialectNames.Mistral => "/chat/completions",
        DialectNames.OpenAiResponses => "/responses",
        DialectNames.AnthropicMessages => "/messages",
        DialectNames.AnthropicVertex => $"/{Escaped(call)}:{(call.Stream ? "streamRawPredict" : "rawPredict")}",
        DialectNames.Gemini => $"/models/{Escaped(call)}:{(call.Stream ? "streamGenerateContent?alt=sse" : "generateContent")}",
        DialectNames.BedrockConverse => $"/model/{Escaped(call)}/{(call.Stream ? "converse-stream" : "converse")}",
        DialectNames.BedrockInvoke => $"/model/{Escaped(call)}/{(call.Stream ? "invoke-with-response-stream" : "invoke")}",
        DialectNames.CohereV2 => "/chat",
        DialectNames.Ollama => "/api/chat",
        DialectNames.SapOrchestration => "/v2/completion",
        _ => null,
    };

    private static string? CountTokens(UpstreamCall call) => call.Wire.Dialect switch
    {
        DialectNames.AnthropicMessages => "/messages/count_tokens",
        DialectNames.AnthropicVertex => "/count-tokens:rawPredict",
        DialectNames.Gemini => $"/models/{Escaped(call)}:countTokens",
        DialectNames.BedrockConverse => $"/model/{Escaped(call)}/count-tokens",
        _ => null,
    };

    private static string Escaped(UpstreamCall call) => Uri.EscapeDataString(call.Wire.ModelId);
}
