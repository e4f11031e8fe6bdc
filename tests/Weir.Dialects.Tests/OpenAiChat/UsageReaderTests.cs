using System.Text;
using Weir.Dialects.OpenAiChat;
using Weir.Dialects.Usage;

namespace Weir.Dialects.Tests.OpenAiChat;

public sealed class UsageReaderTests
{
    [Fact]
    public void TryRead_OpenAi_TakesPartsFromTheirDetails()
    {
        var usage = Read("""{"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,"prompt_tokens_details":{"cached_tokens":60,"audio_tokens":5},"completion_tokens_details":{"reasoning_tokens":30,"audio_tokens":7,"accepted_prediction_tokens":0}}""");
        Assert.Equal(new TokenUsage { Input = 100, CachedRead = 60, InputAudio = 5, Output = 50, Reasoning = 30, OutputAudio = 7 }, usage);
    }

    [Fact]
    public void TryRead_Responses_KnowsItsNames()
    {
        var usage = Read("""{"input_tokens":10,"input_tokens_details":{"cached_tokens":4},"output_tokens":3,"output_tokens_details":{"reasoning_tokens":2},"total_tokens":13}""");
        Assert.Equal(new TokenUsage { Input = 10, CachedRead = 4, Output = 3, Reasoning = 2 }, usage);
    }

    [Fact]
    public void TryRead_Anthropic_AddsTheCachedTokensThatStandOutside()
    {
        var usage = Read("""{"input_tokens":10,"cache_creation_input_tokens":200,"cache_read_input_tokens":3000,"output_tokens":7,"cache_creation":{"ephemeral_5m_input_tokens":200}}""");
        Assert.Equal(new TokenUsage { Input = 3210, CachedRead = 3000, CachedWrite = 200, Output = 7 }, usage);
    }

    [Fact]
    public void TryRead_XaiLeavesReasoningOutOfCompletion_TheTotalTells()
    {
        var usage = Read("""{"prompt_tokens":361,"completion_tokens":26,"total_tokens":480,"completion_tokens_details":{"reasoning_tokens":93}}""");
        Assert.Equal(119, usage.Output);
        Assert.Equal(93, usage.Reasoning);
    }

    [Fact]
    public void TryRead_DeepSeek_CountsItsCacheHitsOnce()
    {
        var usage = Read("""{"prompt_tokens":100,"completion_tokens":5,"total_tokens":105,"prompt_tokens_details":{"cached_tokens":64},"prompt_cache_hit_tokens":64,"prompt_cache_miss_tokens":36}""");
        Assert.Equal(64, usage.CachedRead);
    }

    [Fact]
    public void TryRead_OnlyATotal_IsInput() => Assert.Equal(12, Read("""{"total_tokens":12}""").Input);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"prompt_tokens":-5}""")]
    [InlineData("""{"prompt_tokens":"many"}""")]
    [InlineData("""{"prompt_tokens":1""")]
    [InlineData("7")]
    public void TryRead_TellsNoTokens_IsFalse(string json) => Assert.False(UsageReader.TryRead(Encoding.UTF8.GetBytes(json), out _));

    [Fact]
    public void A_recording_that_is_billed_by_its_length_tells_seconds_and_begun_ones_count() =>
        Assert.Equal(new TokenUsage { Seconds = 4 }, Read("""{"type":"duration","seconds":3.2}"""));

    // Proxies in front of Anthropic tell its cached tokens under both names; where the total is input and output, they are in the input.
    [Theory]
    [InlineData("""{"prompt_tokens":10100,"completion_tokens":100,"total_tokens":10200,"prompt_tokens_details":{"cached_tokens":10000},"cache_read_input_tokens":10000}""", 10100, 10000, 0)]
    [InlineData("""{"cache_read_input_tokens":4000,"prompt_tokens":10100,"completion_tokens":100,"total_tokens":10200}""", 10100, 4000, 0)]
    [InlineData("""{"prompt_tokens":10100,"completion_tokens":100,"total_tokens":10200,"prompt_tokens_details":{"cached_tokens":4000,"cache_creation_tokens":6000},"cache_creation_input_tokens":6000,"cache_read_input_tokens":4000}""", 10100, 4000, 6000)]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":100,"total_tokens":200,"cache_read_input_tokens":4000}""", 4100, 4000, 0)]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":100,"total_tokens":4200,"cache_read_input_tokens":4000}""", 4100, 4000, 0)]
    [InlineData("""{"inputTokens":9000,"outputTokens":100,"totalTokens":9100,"cacheReadInputTokens":4000,"cacheWriteInputTokens":10}""", 13010, 4000, 10)]
    public void TryRead_CachedTokensUnderBothNames_CountOnce(string json, long input, long read, long written) =>
        Assert.Equal(new TokenUsage { Input = input, CachedRead = read, CachedWrite = written, Output = 100 }, Read(json));

    [Theory]
    [InlineData("""{"inputTokens":10,"outputTokens":7,"totalTokens":10517,"cacheReadInputTokens":0,"cacheWriteInputTokens":10500,"cacheDetails":[{"ttl":"5m","inputTokens":500},{"ttl":"1h","inputTokens":10000}]}""", 10_000)]
    [InlineData("""{"cacheDetails":[{"inputTokens":4000,"ttl":"1h"},{"inputTokens":6000,"ttl":"1h","new":[{}]},{"ttl":"1h"},{}],"inputTokens":10,"outputTokens":7,"cacheWriteInputTokens":10500}""", 10_000)]
    [InlineData("""{"inputTokens":10,"outputTokens":7,"cacheWriteInputTokens":10500,"cacheDetails":[{"ttl":"5m","inputTokens":10500}]}""", 0)]
    [InlineData("""{"inputTokens":10,"outputTokens":7,"cacheWriteInputTokens":10500,"cacheDetails":[7,[1],{"ttl":"1h","inputTokens":10}]}""", 10)]
    [InlineData("""{"inputTokens":10,"outputTokens":7,"cacheWriteInputTokens":10500,"cacheDetails":null}""", 0)]
    public void TryRead_Bedrock_TellsHowLongWritesAreKept(string json, long hour) =>
        Assert.Equal(new TokenUsage { Input = 10_510, CachedWrite = 10_500, CachedWriteHour = hour, Output = 7 }, Read(json));

    [Fact]
    public void TryRead_AnthropicsPasses_KeepWhatTheTopAloneTells()
    {
        var usage = Read("""
        {"input_tokens":10,"output_tokens":50,"cache_creation_input_tokens":40,"cache_creation":{"ephemeral_1h_input_tokens":40},"output_tokens_details":{"thinking_tokens":30},
         "iterations":[{"type":"compaction","input_tokens":900,"output_tokens":20},{"type":"message","input_tokens":10,"output_tokens":50,"cache_creation_input_tokens":40}]}
        """);
        Assert.Equal(new TokenUsage { Input = 950, CachedWrite = 40, CachedWriteHour = 40, Output = 70, Reasoning = 30 }, usage);
        Assert.Equal(7, Read("""{"input_tokens":1,"output_tokens":5,"thinking_tokens":90,"iterations":[{"input_tokens":9,"output_tokens":7}]}""").Reasoning);
    }

    [Fact]
    public void TryRead_Mistral_TellsSecondsOfSound()
    {
        Assert.Equal(new TokenUsage { Input = 4, Output = 635, Seconds = 203 }, Read("""{"prompt_audio_seconds":203,"prompt_tokens":4,"total_tokens":639,"completion_tokens":635}"""));
        Assert.Equal(new TokenUsage { Input = 16, Output = 2 }, Read("""{"prompt_audio_seconds":0,"prompt_tokens":16,"total_tokens":393,"completion_tokens":2}"""));
        Assert.Equal(new TokenUsage { Input = 16, Output = 2 }, Read("""{"prompt_audio_seconds":null,"prompt_tokens":16,"total_tokens":18,"completion_tokens":2}"""));
        Assert.False(UsageReader.TryRead("""{"prompt_audio_seconds":null}"""u8, out _));
    }

    private static TokenUsage Read(string json)
    {
        Assert.True(UsageReader.TryRead(Encoding.UTF8.GetBytes(json), out var usage));
        return usage;
    }
}
