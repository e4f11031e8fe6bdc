using System.Text;
using System.Text.Json;

namespace Weir.TestKit;

/// <summary>The order that clients of Anthropic rely on: <c>message_start</c>, blocks one after the other with indexes from 0, <c>message_delta</c>, <c>message_stop</c>; or an <c>error</c> instead, at any place.</summary>
internal static class AnthropicStreamRules
{
    /// <summary>Fails at the first event out of order.</summary>
    public static void Check(byte[] stream)
    {
        var next = 0;
        string? open = null;
        var last = "";
        foreach (var (name, json) in Events(stream))
        {
            var type = json.GetProperty("type").GetString()!;
            Assert.Equal(name, type);
            Assert.False(last is "message_stop" or "error", $"{type} after {last}");
            switch (type)
            {
                case "message_start":
                    Assert.Equal("", last);
                    Assert.Empty(json.GetProperty("message").GetProperty("content").EnumerateArray());
                    Assert.Equal(JsonValueKind.Object, json.GetProperty("message").GetProperty("usage").ValueKind);
                    break;
                case "content_block_start":
                    Assert.NotEqual("", last);
                    Assert.Null(open);
                    Assert.Equal(next, json.GetProperty("index").GetInt32());
                    open = json.GetProperty("content_block").GetProperty("type").GetString();
                    break;
                case "content_block_delta":
                    Assert.Equal(next, json.GetProperty("index").GetInt32());
                    AssertFits(open, json.GetProperty("delta").GetProperty("type").GetString()!);
                    break;
                case "content_block_stop":
                    Assert.NotNull(open);
                    Assert.Equal(next++, json.GetProperty("index").GetInt32());
                    open = null;
                    break;
                case "message_delta":
                    Assert.Null(open);
                    Assert.Equal(JsonValueKind.String, json.GetProperty("delta").GetProperty("stop_reason").ValueKind);
                    Assert.True(json.GetProperty("usage").TryGetProperty("output_tokens", out _));
                    break;
                case "message_stop":
                    Assert.Equal("message_delta", last);
                    break;
                default:
                    break;
            }

            last = type is "ping" ? last : type;
        }

        Assert.True(last is "message_stop" or "error", $"the stream ends with {last}");
    }

    private static void AssertFits(string? block, string delta) => Assert.True(
        (block, delta) switch
        {
            ("text", "text_delta" or "citations_delta") => true,
            ("thinking", "thinking_delta" or "signature_delta") => true,
            ("tool_use" or "server_tool_use" or "mcp_tool_use", "input_json_delta") => true,
            ("compaction", "compaction_delta") => true,
            _ => false,
        },
        $"{delta} in a block {block}");

    private static IEnumerable<(string Name, JsonElement Json)> Events(byte[] stream)
    {
        foreach (var text in Encoding.UTF8.GetString(stream).Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = text.Split('\n');
            yield return (lines[0]["event: ".Length..], JsonElement.Parse(lines[1]["data: ".Length..]));
        }
    }
}
