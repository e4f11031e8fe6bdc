using Weir.Catalog;
using Weir.Dialects.Streaming.Scans;
using Weir.Gateway.Pipeline;

namespace Weir.Gateway.Relay;

/// <summary>How the relay looks at streams of each dialect.</summary>
internal static class Scans
{
    public static StreamScan For(Operation operation) => operation.Dialect switch
    {
        DialectNames.AnthropicMessages => AnthropicScan.Instance,
        DialectNames.OpenAiResponses => ResponsesScan.Instance,
        DialectNames.Gemini => GeminiScan.Instance,
        _ => ChatScan.Instance,
    };
}
