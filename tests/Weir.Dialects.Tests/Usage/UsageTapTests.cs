using System.Text;
using Weir.Dialects.Conversations;
using Weir.Dialects.Usage;
using Weir.TestKit.Fixtures;

namespace Weir.Dialects.Tests.Usage;

public sealed class UsageTapTests
{
    private const string Answer = """{"id":"x","choices":[{"message":{"content":"say \"usage\": {\"prompt_tokens\": 9}"}}],"usage" : {"prompt_tokens":12,"completion_tokens":34,"note":"a } b","total_tokens":46},"after":true}""";

    [Fact]
    public void Read_CutAnywhereInTwo_FindsTheSame()
    {
        var bytes = Encoding.UTF8.GetBytes(Answer);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            using var tap = new UsageTap();
            tap.Read(bytes.AsSpan(0, cut));
            tap.Read(bytes.AsSpan(cut));
            Assert.True(tap.Seen, $"cut at {cut}");
            Assert.Equal(new TokenUsage { Input = 12, Output = 34 }, tap.Usage);
        }
    }

    [Fact]
    public void Read_ByteByByte_FindsTheSame()
    {
        using var tap = new UsageTap();
        foreach (var one in Encoding.UTF8.GetBytes(Answer))
        {
            tap.Read([one]);
        }

        Assert.Equal(12, tap.Usage.Input);
    }

    [Fact]
    public void Read_UsageToldInTwoEvents_JoinsThem()
    {
        using var tap = new UsageTap();
        tap.Read("""event: message_start {"message":{"usage":{"input_tokens":25,"output_tokens":1}}}"""u8);
        tap.Read("""event: message_delta {"usage":{"output_tokens":15}}"""u8);
        Assert.Equal(new TokenUsage { Input = 25, Output = 15 }, tap.Usage);
    }

    [Theory]
    [InlineData("""{"usage":null}""")]
    [InlineData("""{"usage":"none"}""")]
    [InlineData("""{"text":"\"usage\":{\"prompt_tokens\":1}"}""")]
    public void Read_NoUsageObject_SeesNone(string json)
    {
        using var tap = new UsageTap();
        tap.Read(Encoding.UTF8.GetBytes(json));
        Assert.False(tap.Seen);
    }

    // Arguments of tools, and schemas of tools that are told again, are the client's.
    [Theory]
    [InlineData("""{"content":[{"type":"tool_use","input":{"usage":{"input_tokens":9000,"output_tokens":9000},"message":{"usage":{"input_tokens":9000}}}}],"usage":{"input_tokens":12,"output_tokens":34}}""")]
    [InlineData("""[{"candidates":[{"content":{"parts":[{"functionCall":{"args":{"usageMetadata":{"promptTokenCount":9000}}}}]}}],"usageMetadata":{"promptTokenCount":12,"candidatesTokenCount":34}}]""")]
    [InlineData("""{"usage":{"input_tokens":12,"output_tokens":34},"tools":[{"parameters":{"usage":{"input_tokens":9000,"output_tokens":9000}}}],"metadata":{"usage":{"input_tokens":9000}}}""")]
    [InlineData("""{"choices":[{"message":{"tool_calls":[{"function":{"arguments":{"provider_metadata":{"google":{"usageMetadata":{"promptTokenCount":9000}}}}}}]}}],"usage":{"prompt_tokens":12,"completion_tokens":34}}""")]
    [InlineData("""{"content":[{"provider_metadata":{"google":{"usageMetadata":{"promptTokenCount":9000}}}}],"provider_metadata":{"google":{"usageMetadata":{"promptTokenCount":9000}}},"usage":{"input_tokens":12,"output_tokens":34}}""")]
    [InlineData("""{"choices":["usage",{"message":["usage",{"x":"usage"},{"usage":3}]}],"x":["usage"],"usage":{"prompt_tokens":12,"completion_tokens":34}}""")]
    [InlineData("""{"note\"":"\\","choices":[{"usage":{"prompt_tokens":12,"completion_tokens":34}}]}""")]
    [InlineData("""{"response":{"usageMetadata":{"promptTokenCount":12,"candidatesTokenCount":34}}}""")]
    [InlineData("""{"choices":[{"message":{"content":null,"provider_metadata":{"gateway":{"cost":"0"},"google":{"usageMetadata":{"promptTokenCount":12,"candidatesTokenCount":4,"thoughtsTokenCount":30}}}}}],"usage":{"prompt_tokens":12,"completion_tokens":4}}""", 30)]
    public void Read_TakesWhatTheVendorTells_AndNotWhatAClientWrote(string json, long reasoning = 0)
    {
        var expected = new TokenUsage { Input = 12, Output = 34, Reasoning = reasoning };
        var bytes = Encoding.UTF8.GetBytes(json);
        for (var size = 1; size <= bytes.Length; size++)
        {
            using var tap = new UsageTap();
            foreach (var piece in bytes.Chunk(size))
            {
                tap.Read(piece);
            }

            Assert.Equal(expected, tap.Usage);
        }
    }

    [Fact]
    public void Read_StreamOfEvents_FindsThePlacesOfEach()
    {
        using var tap = new UsageTap();
        tap.Read(": a \"comment\nevent: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":25,\"output_tokens\":1}}}\n\n"u8);
        tap.Read("data: {\"type\":\"content_block_start\",\"content_block\":{\"input\":{\"usage\":{\"output_tokens\":900}}}}\n\ndata: {\"usage\":{\"output_tokens\":15}}\n\ndata: [DONE]\n\n"u8);
        Assert.Equal(new TokenUsage { Input = 25, Output = 15 }, tap.Usage);
    }

    [Fact]
    public void Read_AnObjectThatIsTooLong_IsNoUsage_AndWhatFollowsIsRead()
    {
        using var tap = new UsageTap();
        foreach (var piece in Encoding.UTF8.GetBytes($$$"""{"usage":{"input_tokens":1,"note":"{{{new string('x', 20_000)}}}"},"x":{"usage":{"input_tokens":3}},"usageMetadata":{"promptTokenCount":2}}""").Chunk(1000))
        {
            tap.Read(piece);
        }

        Assert.Equal(new TokenUsage { Input = 2 }, tap.Usage);
    }

    [Fact]
    public void Read_AllocatesNothing()
    {
        var bytes = Encoding.UTF8.GetBytes(Answer);
        Read(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(bytes);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        static void Read(byte[] bytes)
        {
            using var tap = new UsageTap();
            for (var i = 0; i < bytes.Length; i++)
            {
                tap.Read(bytes.AsSpan(i, 1));
            }
        }
    }

    public static IEnumerable<TheoryDataRow<string>> Answers() => RecordedTraffic.Rows(static entry =>
        entry is { Kind: "unary", Status: 200, File: "response.json", Dialect: "anthropic-messages" or "openai-responses" or "gemini" or "openai-chat" or "openai-compat" or "mistral" or "cohere-v2" or "bedrock-converse" });

    [Theory]
    [MemberData(nameof(Answers))]
    public void Read_RecordedAnswer_FindsWhatItsReaderFinds(string name)
    {
        var bytes = RecordedTraffic.Read(name).Response;
        using var tap = new UsageTap();
        tap.Read(bytes);
        try
        {
            var dialect = name.Split('/')[0] is "openai-compat" or "mistral" ? "openai-chat" : name.Split('/')[0];
            if (DialectTable.Find(dialect)!.ReadAnswer(bytes).Usage is { } told)
            {
                // Vercel tells Gemini's thoughts outside its own usage.
                Assert.Equal(name == "openai-compat/vercel-gateway-tool" ? new TokenUsage { Input = 28, Output = 54, Reasoning = 49 } : told, tap.Usage);
            }
        }
        catch (DialectException)
        {
            // Another endpoint's.
        }
    }
}
