using System.Text;
using System.Text.Json;

namespace Weir.TestKit.StreamRules;

/// <summary>The order of an OpenAI-shaped stream that strict clients rely on.</summary>
internal static class ChatStreamRules
{
    /// <summary>Fails where the stream breaks a rule.</summary>
    /// <param name="stream">The whole stream as it is on the wire.</param>
    public static void Check(ReadOnlySpan<byte> stream)
    {
        var text = Encoding.UTF8.GetString(stream);
        Assert.True(text.EndsWith("\n\n", StringComparison.Ordinal), "the last event is not closed");
        var choices = new Dictionary<int, ChoiceRules>();
        var (done, failed, usage) = (false, false, false);
        string? id = null;
        foreach (var block in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (block.StartsWith(':'))
            {
                continue;
            }

            Assert.StartsWith("data: ", block, StringComparison.Ordinal);
            Assert.False(done, "an event after [DONE]");
            var data = block["data: ".Length..];
            if (data == "[DONE]")
            {
                done = true;
                continue;
            }

            Assert.False(failed, "an event after the error");
            var chunk = JsonElement.Parse(data);
            if (chunk.TryGetProperty("error", out var error))
            {
                Assert.False(string.IsNullOrEmpty(error.GetProperty("message").GetString()), "an error without a message");
                Assert.Equal(JsonValueKind.String, error.GetProperty("code").ValueKind);
                failed = true;
                continue;
            }

            Assert.False(usage, "a chunk after the usage");
            id = CheckHead(chunk, id);
            foreach (var choice in chunk.GetProperty("choices").EnumerateArray())
            {
                var index = choice.GetProperty("index").GetInt32();
                if (!choices.TryGetValue(index, out var rules))
                {
                    choices.Add(index, rules = new ChoiceRules(index));
                }

                rules.Check(choice);
            }

            usage = chunk.TryGetProperty("usage", out var told) && told.ValueKind == JsonValueKind.Object;
            Assert.True(!usage || chunk.GetProperty("choices").GetArrayLength() == 0, "usage in a chunk with choices");
        }

        Assert.True(done, "no [DONE]");
        Assert.True(failed || choices.Count > 0, "no choice");
        foreach (var choice in choices.Values)
        {
            Assert.True(failed || choice.IsFinished, $"choice {choice.Index} has no finish reason");
            choice.CheckWhole(failed);
        }
    }

    private static string CheckHead(JsonElement chunk, string? id)
    {
        var own = chunk.GetProperty("id").GetString()!;
        Assert.False(own.Length == 0 && id is not null, "a chunk without an id");
        Assert.True(id is null || id == own, "the id changes");
        Assert.Equal("chat.completion.chunk", chunk.GetProperty("object").GetString());
        Assert.Equal(JsonValueKind.Number, chunk.GetProperty("created").ValueKind);
        Assert.Equal(JsonValueKind.String, chunk.GetProperty("model").ValueKind);
        return own;
    }

    private sealed class ChoiceRules(int index)
    {
        private readonly List<(string Id, StringBuilder Arguments)> _calls = [];
        private bool _began;

        public int Index => index;

        public bool IsFinished { get; private set; }

        public void Check(JsonElement choice)
        {
            Assert.False(IsFinished, $"choice {index}: a chunk after its finish reason");
            var delta = choice.GetProperty("delta");
            if (!_began)
            {
                _began = true;
                Assert.Equal("assistant", delta.GetProperty("role").GetString());
            }
            else
            {
                Assert.False(delta.TryGetProperty("role", out _), $"choice {index}: the role twice");
            }

            if (delta.TryGetProperty("tool_calls", out var calls))
            {
                foreach (var call in calls.EnumerateArray())
                {
                    CheckCall(call);
                }
            }

            var finish = choice.GetProperty("finish_reason");
            if (finish.ValueKind != JsonValueKind.Null)
            {
                Assert.Contains(finish.GetString(), (string[])["stop", "length", "tool_calls", "content_filter", "function_call"]);
                IsFinished = true;
            }
        }

        /// <summary>Arguments of a call that came to its end are JSON.</summary>
        public void CheckWhole(bool failed)
        {
            if (!failed)
            {
                Assert.All(_calls, static call => Assert.Equal(JsonValueKind.Object, JsonElement.Parse(call.Arguments.ToString()).ValueKind));
            }

            Assert.Equal(_calls.Count, _calls.Select(static call => call.Id).Distinct().Count());
        }

        private void CheckCall(JsonElement call)
        {
            var number = call.GetProperty("index").GetInt32();
            if (number == _calls.Count)
            {
                var id = call.GetProperty("id").GetString();
                Assert.False(string.IsNullOrEmpty(id), "a call without an id");
                var type = call.GetProperty("type").GetString()!;
                Assert.Contains(type, (string[])["function", "custom"]);
                Assert.False(string.IsNullOrEmpty(call.GetProperty(type).GetProperty("name").GetString()), "a call without a name");
                _calls.Add((id!, new StringBuilder(type == "function" ? call.GetProperty(type).GetProperty("arguments").GetString() : "{}")));
                return;
            }

            Assert.InRange(number, 0, _calls.Count - 1);
            Assert.False(call.TryGetProperty("id", out _), "the id twice");
            Assert.False(call.GetProperty("function").TryGetProperty("name", out _), "the name twice");
            _calls[number].Arguments.Append(call.GetProperty("function").GetProperty("arguments").GetString());
        }
    }
}
