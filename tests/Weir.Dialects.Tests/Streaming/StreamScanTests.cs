using System.Text;
using Weir.Dialects.Errors;
using Weir.Dialects.Streaming.Scans;
using Weir.Dialects.Usage;
using Weir.TestKit.Fixtures;

namespace Weir.Dialects.Tests.Streaming;

/// <summary>What the relay finds in passing streams is what the readers of the dialects find.</summary>
public sealed class StreamScanTests
{
    private static readonly (string Dialect, StreamScan Scan, IDialect Reader)[] Known =
    [
        ("anthropic-messages", AnthropicScan.Instance, DialectTable.Find("anthropic-messages")!),
        ("openai-responses", ResponsesScan.Instance, DialectTable.Find("openai-responses")!),
        ("gemini", GeminiScan.Instance, DialectTable.Find("gemini")!),
        ("openai-chat", ChatScan.Instance, DialectTable.Find("openai-chat")!),
    ];

    public static IEnumerable<TheoryDataRow<string>> Streams() => RecordedTraffic.Rows(static entry =>
        entry is { Kind: "stream", Status: 200, File: "stream.sse" } && Known.Any(known => known.Dialect == entry.Dialect));

    [Theory]
    [MemberData(nameof(Streams))]
    public void Usage_and_end_are_found(string name)
    {
        var known = Known.First(known => name.StartsWith(known.Dialect + "/", StringComparison.Ordinal));
        var bytes = RecordedTraffic.Read(name).Response;
        var expected = Kit.StreamChecks.Build(known.Reader.NewStreamReader(), bytes);
        var tap = new UsageTap();
        var ends = 0;
        var isFinished = known.Scan.Finishes(bytes);
        foreach (var text in Encoding.UTF8.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal).Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (text.Split('\n').FirstOrDefault(static line => line.StartsWith("data:", StringComparison.Ordinal)) is not { } line)
            {
                continue;
            }

            var notes = known.Scan.Read(Encoding.UTF8.GetBytes(line[5..].Trim()), out var usage);
            ends += notes.HasFlag(ScanNotes.End) ? 1 : 0;
            if (notes.HasFlag(ScanNotes.Usage))
            {
                tap.Replace(known.Scan.Join(tap.Usage, usage));
            }
        }

        // An error can come before the end mark: then the mark ends the failure.
        Assert.Equal(expected.IsComplete || expected.Error is { Kind: not ErrorKind.NetworkError }, ends > 0 || isFinished);
        if (expected.IsComplete && expected.Build().Usage is { } told)
        {
            Assert.Equal(told, tap.Usage);
        }
    }

    [Fact]
    public void An_hour_of_cache_is_not_lost_when_the_end_tells_the_input_without_it()
    {
        var usage = Gather(
            AnthropicScan.Instance,
            """{"type":"message_start","message":{"usage":{"input_tokens":100,"cache_creation_input_tokens":10456,"cache_read_input_tokens":7,"cache_creation":{"ephemeral_5m_input_tokens":456,"ephemeral_1h_input_tokens":10000},"output_tokens":1}}}""",
            """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":100,"cache_creation_input_tokens":10456,"cache_read_input_tokens":7,"output_tokens":50}}""");

        Assert.Equal(new TokenUsage { Input = 10_563, CachedRead = 7, CachedWrite = 10_456, CachedWriteHour = 10_000, Output = 50 }, usage);
    }

    [Fact]
    public void The_end_of_older_models_leaves_the_input_as_the_beginning_told_it()
    {
        var usage = Gather(
            AnthropicScan.Instance,
            """{"type":"message_start","message":{"usage":{"input_tokens":100,"cache_creation_input_tokens":10,"cache_creation":{"ephemeral_1h_input_tokens":10},"output_tokens":1}}}""",
            """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":50}}""");

        Assert.Equal(new TokenUsage { Input = 110, CachedWrite = 10, CachedWriteHour = 10, Output = 50 }, usage);
    }

    // Schemas of tools are told again, and arguments are told, before the usage: both are the client's.
    [Theory]
    [InlineData("openai-responses", """{"type":"response.completed","response":{"tools":[{"parameters":{"usage":{"input_tokens":1,"output_tokens":1},"properties":{"response":{"usage":{"input_tokens":1}}}}}],"metadata":{"usage":{"input_tokens":1}},"usage":{"input_tokens":700,"output_tokens":30}}}""")]
    [InlineData("gemini", """{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":1},"response":{"usageMetadata":{"promptTokenCount":1}}}}}]}}],"usageMetadata":{"promptTokenCount":700,"candidatesTokenCount":30}}""")]
    [InlineData("gemini", """{"response":{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":1}}}}]}}],"usageMetadata":{"promptTokenCount":700,"candidatesTokenCount":30}}}""")]
    [InlineData("anthropic-messages", """{"type":"message_start","message":{"content":[{"type":"tool_use","input":{"usage":{"input_tokens":1,"output_tokens":1}}}],"usage":{"input_tokens":700,"output_tokens":30}}}""")]
    [InlineData("anthropic-messages", """{"type":"message_delta","delta":{"container":{"usage":{"input_tokens":1}}},"usage":{"input_tokens":700,"output_tokens":30}}""")]
    [InlineData("openai-chat", """{"choices":[{"delta":{"tool_calls":[{"function":{"arguments":{"usage":{"prompt_tokens":1,"completion_tokens":1}}}}]}}],"usage":{"prompt_tokens":700,"completion_tokens":30}}""")]
    [InlineData("openai-chat", """{"choices":[{"delta":{},"usage":{"prompt_tokens":700,"completion_tokens":30}}]}""")]
    [InlineData("openai-chat", """{"choices":[],"x_groq":{"id":"r","usage":{"prompt_tokens":700,"completion_tokens":30}},"usage":null}""")]
    public void Usage_is_read_where_the_vendor_tells_it(string dialect, string @event) =>
        Assert.Equal(new TokenUsage { Input = 700, Output = 30 }, Gather(Known.First(known => known.Dialect == dialect).Scan, @event));

    [Theory]
    [InlineData("openai-responses", """{"type":"response.completed","response":{"tools":[{"parameters":{"usage":{"input_tokens":1,"output_tokens":1}}}],"usage":null}}""")]
    [InlineData("gemini", """{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"usageMetadata":{"promptTokenCount":1}}}}]}}]}""")]
    [InlineData("openai-chat", """{"choices":[{"delta":{"content":[{"usage":{"prompt_tokens":1}}]}}]}""")]
    public void What_a_client_may_have_written_is_no_usage(string dialect, string @event) =>
        Assert.False(Known.First(known => known.Dialect == dialect).Scan.Read(Encoding.UTF8.GetBytes(@event), out _).HasFlag(ScanNotes.Usage));

    [Fact]
    public void Usage_is_read_behind_what_a_client_nested_deep()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"properties":""", 500)) + "{}" + new string('}', 500);

        Assert.Equal(new TokenUsage { Input = 700, Output = 30 }, Gather(ResponsesScan.Instance, """{"response":{"tools":[{"parameters":""" + deep + """}],"usage":{"input_tokens":700,"output_tokens":30}},"type":"response.completed"}"""));
        Assert.Equal(new TokenUsage { Input = 700, Output = 30 }, Gather(GeminiScan.Instance, """{"candidates":[{"content":{"parts":[{"functionCall":{"args":""" + deep + """}}]}}],"usageMetadata":{"promptTokenCount":700,"candidatesTokenCount":30}}"""));
    }

    private static TokenUsage Gather(StreamScan scan, params string[] events)
    {
        var sum = default(TokenUsage);
        foreach (var text in events)
        {
            var data = Encoding.UTF8.GetBytes(text);
            if (scan.NeedsCare(data) && scan.Read(data, out var usage).HasFlag(ScanNotes.Usage))
            {
                sum = scan.Join(sum, usage);
            }
        }

        return sum;
    }
}
