using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Usage;

namespace Weir.Gateway.Realtime;

/// <summary>Reads the usage of a <c>response.done</c>. Its names differ from those of Responses, and cached audio is told apart from cached text.</summary>
internal static class RealtimeUsage
{
    /// <summary>The usage; nothing where the object tells none. Input audio leaves out what came from the cache: that has the cache's price, and no token is billed twice.</summary>
    public static TokenUsage Read(JsonElement usage)
    {
        var input = usage.Member("input_token_details");
        var output = usage.Member("output_token_details");
        var cachedAudio = Count(input.Member("cached_tokens_details"), "audio_tokens");
        return new TokenUsage
        {
            Input = Count(usage, "input_tokens"),
            CachedRead = Count(input, "cached_tokens"),
            InputAudio = Math.Max(0, Count(input, "audio_tokens") - cachedAudio),
            Output = Count(usage, "output_tokens"),
            Reasoning = Count(output, "reasoning_tokens"),
            OutputAudio = Count(output, "audio_tokens"),
        };
    }

    private static long Count(JsonElement counts, string name) => Math.Max(0, counts.Member(name).AsLong() ?? 0);
}
