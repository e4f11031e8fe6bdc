using System.Text;
using System.Text.Json;

namespace Weir.TestKit;

/// <summary>What clients of Gemini rely on: every chunk is an answer, a candidate's finish reason is its last word, the usage stands on the last chunk, and an array is whole.</summary>
internal static class GeminiStreamRules
{
    /// <summary>Fails at the first chunk out of order.</summary>
    public static void Check(byte[] stream)
    {
        var text = Encoding.UTF8.GetString(stream);
        List<JsonElement> chunks = text.StartsWith('[')
            ? [.. JsonElement.Parse(text).EnumerateArray()]
            : [.. text.Split("\r\n\r\n", StringSplitOptions.RemoveEmptyEntries).Where(static chunk => chunk[0] != ':').Select(static chunk => JsonElement.Parse(chunk["data: ".Length..]))];
        var finished = new HashSet<int>();
        for (var i = 0; i < chunks.Count; i++)
        {
            var chunk = chunks[i];
            if (chunk.TryGetProperty("error", out var error))
            {
                Assert.Equal(chunks.Count - 1, i);
                Assert.Equal(JsonValueKind.Number, error.GetProperty("code").ValueKind);
                return;
            }

            Assert.True(i == chunks.Count - 1 || !chunk.TryGetProperty("usageMetadata", out _), "usage before the last chunk");
            foreach (var candidate in chunk.TryGetProperty("candidates", out var list) ? list.EnumerateArray() : default)
            {
                var index = candidate.TryGetProperty("index", out var given) ? given.GetInt32() : 0;
                Assert.DoesNotContain(index, finished);
                if (candidate.TryGetProperty("finishReason", out _))
                {
                    finished.Add(index);
                }
            }
        }

        Assert.True(finished.Count > 0 || chunks[^1].TryGetProperty("promptFeedback", out _), "no candidate finished");
    }
}
