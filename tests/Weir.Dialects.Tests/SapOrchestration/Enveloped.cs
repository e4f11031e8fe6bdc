using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Weir.Dialects.Tests.SapOrchestration;

/// <summary>Puts chat traffic into the envelopes of the service.</summary>
internal static class Enveloped
{
    /// <summary>A whole answer, or a chunk of a stream.</summary>
    public static string Answer(string chat, bool withId = true)
    {
        var result = JsonNode.Parse(chat)!;
        var envelope = new JsonObject
        {
            ["request_id"] = withId ? "d4a67ea1-2bf9-4df7-8105-d48203ccff76" : null,
            ["intermediate_results"] = new JsonObject { ["templating"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Hi \"error\"" }), ["llm"] = result.DeepClone() },
            ["final_result"] = result,
        };
        return envelope.ToJsonString();
    }

    /// <summary>A stream, with the event of the templating module before the model's.</summary>
    public static byte[] Stream(byte[] chat, bool withId = true)
    {
        var text = new StringBuilder("data: ")
            .Append(Answer("""{"id":"","object":"","created":0,"model":"","system_fingerprint":"","choices":[{"index":0,"delta":{"role":"","content":""},"finish_reason":""}]}""", withId))
            .Append("\n\n");
        foreach (var data in Events(chat))
        {
            text.Append("data: ").Append(data == "[DONE]" || IsError(data) ? data : Answer(data, withId)).Append("\n\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The data of a stream's events.</summary>
    public static IEnumerable<string> Events(byte[] stream) => Encoding.UTF8.GetString(stream).ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(static @event => @event.Split('\n')).Where(static line => line.StartsWith("data:", StringComparison.Ordinal)).Select(static line => line[5..].Trim());

    private static bool IsError(string data) => JsonElement.Parse(data).TryGetProperty("error", out _);
}
