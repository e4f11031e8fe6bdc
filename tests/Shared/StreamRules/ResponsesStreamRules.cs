using System.Text;
using System.Text.Json;

namespace Weir.TestKit;

/// <summary>
/// The order that clients of Responses rely on: sequence numbers without gaps, <c>created</c> first, each item added before its deltas and done after them, what is done equal to the sum of
/// its deltas, and a last event that holds the items as they were done.
/// </summary>
internal static class ResponsesStreamRules
{
    /// <summary>Fails at the first event out of order.</summary>
    public static void Check(byte[] stream)
    {
        var open = new Dictionary<int, Dictionary<string, StringBuilder>>();
        var done = new SortedDictionary<int, JsonElement>();
        var sequence = 0;
        var last = "";
        foreach (var (name, json) in Events(stream))
        {
            var type = json.GetProperty("type").GetString()!;
            Assert.Equal(name, type);
            Assert.Equal(sequence++, json.GetProperty("sequence_number").GetInt32());
            Assert.False(last is "response.completed" or "response.incomplete" or "response.failed", $"{type} after {last}");
            Assert.Equal(sequence == 1 && type != "error", type == "response.created");
            switch (type)
            {
                case "response.output_item.added":
                    Assert.True(open.TryAdd(Index(json), []), "an item was added twice");
                    break;
                case "response.output_item.done":
                    Assert.True(open.Remove(Index(json)), "an item was done that was not open");
                    done.Add(Index(json), json.GetProperty("item"));
                    break;
                case "response.completed" or "response.incomplete":
                    Assert.Empty(open);
                    var output = json.GetProperty("response").GetProperty("output").EnumerateArray().Select(static item => item.GetRawText());
                    Assert.Equal(done.Values.Select(static item => item.GetRawText()), output);
                    break;
                default:
                    CheckDelta(type, json, open);
                    break;
            }

            last = type;
        }

        Assert.True(last is "response.completed" or "response.incomplete" or "response.failed" or "error", $"the stream ends with {last}");
    }

    private static void CheckDelta(string type, JsonElement json, Dictionary<int, Dictionary<string, StringBuilder>> open)
    {
        if (!json.TryGetProperty("output_index", out _))
        {
            return;
        }

        Assert.True(open.TryGetValue(Index(json), out var texts), $"{type} of an item that is not open");
        if (type.EndsWith(".delta", StringComparison.Ordinal))
        {
            var key = type[..^".delta".Length];
            if (!texts.TryGetValue(key, out var text))
            {
                texts[key] = text = new StringBuilder();
            }

            text.Append(json.GetProperty("delta").GetString());
        }
        else if (type is "response.output_text.done" or "response.refusal.done" or "response.function_call_arguments.done" or "response.custom_tool_call_input.done" or "response.reasoning_summary_text.done")
        {
            var whole = json.EnumerateObject().First(static member => member.Name is "text" or "refusal" or "arguments" or "input").Value.GetString();
            var sum = texts.GetValueOrDefault(type[..^".done".Length])?.ToString() ?? "";
            Assert.True(whole == sum || (sum.Length == 0 && whole == "{}"), $"{type}: {whole} is not the sum of its deltas {sum}");
        }
    }

    private static int Index(JsonElement json) => json.GetProperty("output_index").GetInt32();

    private static IEnumerable<(string Name, JsonElement Json)> Events(byte[] stream)
    {
        foreach (var text in Encoding.UTF8.GetString(stream).Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = text.Split('\n');
            yield return (lines[0]["event: ".Length..], JsonElement.Parse(lines[1]["data: ".Length..]));
        }
    }
}
