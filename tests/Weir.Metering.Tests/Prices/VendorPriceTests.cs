using System.Text;
using Weir.Catalog;
using Weir.Dialects.OpenAiChat;
using Weir.Dialects.Streaming.Scans;
using Weir.Metering.Prices;

namespace Weir.Metering.Tests.Prices;

/// <summary>
/// What vendors' usage objects cost by the vendors' own price pages, worked out by hand in dollars. Each case names its page; what a page says changes with time, and the arithmetic here is
/// by what it said. Costs are exact: nothing here needs rounding but the cases that say so.
/// </summary>
public sealed class VendorPriceTests
{
    // https://openai.com/api/pricing
    private static readonly TokenRates Gpt4o = new(2.50m, 10m) { CacheRead = 1.25m };
    private static readonly TokenRates Gpt4oAudio = new(2.50m, 10m) { InputAudio = 40m, OutputAudio = 80m };
    private static readonly TokenRates GptImage = new(5m, 40m) { InputImage = 10m };

    // https://docs.anthropic.com/en/docs/about-claude/pricing: writes for five minutes 1.25 times the input, for an hour twice, reads a tenth; long context above 200K.
    private static readonly ModelPrice Sonnet = new(
        new TokenRates(3m, 15m) { CacheRead = 0.30m, CacheWrite = 3.75m },
        [new PriceTier(200_000, new TokenRates(6m, 22.50m) { CacheRead = 0.60m, CacheWrite = 7.50m })]);

    // https://ai.google.dev/gemini-api/docs/pricing
    private static readonly ModelPrice GeminiPro = new(
        new TokenRates(1.25m, 10m) { CacheRead = 0.125m },
        [new PriceTier(200_000, new TokenRates(2.50m, 15m) { CacheRead = 0.25m })]);

    private static readonly TokenRates GeminiFlash = new(0.30m, 2.50m) { CacheRead = 0.03m, InputAudio = 1m };
    private static readonly TokenRates GeminiFlashImage = new(0.30m, 2.50m) { OutputImage = 30m };

    // https://api-docs.deepseek.com/quick_start/pricing
    private static readonly TokenRates DeepSeek = new(0.28m, 0.42m) { CacheRead = 0.028m };

    public static TheoryData<string, ModelPrice, string, decimal> Cases => new()
    {
        { "OpenAI: gpt-4o", Flat(Gpt4o), """{"prompt_tokens":1000,"completion_tokens":500}""", 0.0075m },
        { "OpenAI: gpt-4o, most of the prompt cached", Flat(Gpt4o), """{"prompt_tokens":2006,"completion_tokens":300,"prompt_tokens_details":{"cached_tokens":1920}}""", 0.000215m + 0.0024m + 0.003m },
        { "OpenAI: Responses' names", Flat(Gpt4o), """{"input_tokens":1000,"output_tokens":500,"input_tokens_details":{"cached_tokens":0}}""", 0.0075m },
        { "OpenAI: o3, reasoning is output", Flat(new TokenRates(2m, 8m)), """{"prompt_tokens":1000,"completion_tokens":5000,"completion_tokens_details":{"reasoning_tokens":4800}}""", 0.042m },
        { "OpenAI: gpt-4o-audio-preview", Flat(Gpt4oAudio), """{"prompt_tokens":300,"completion_tokens":400,"prompt_tokens_details":{"audio_tokens":200},"completion_tokens_details":{"audio_tokens":350}}""", 0.00025m + 0.008m + 0.0005m + 0.028m },
        { "OpenAI: gpt-image-1, edit of a picture", Flat(GptImage), """{"input_tokens":373,"output_tokens":1056,"input_tokens_details":{"text_tokens":50,"image_tokens":323}}""", 0.00025m + 0.00323m + 0.04224m },
        { "Anthropic: Sonnet", Sonnet, """{"input_tokens":1000,"output_tokens":500}""", 0.0105m },
        { "Anthropic: written for five minutes", Sonnet, """{"input_tokens":100,"cache_creation_input_tokens":10000,"cache_read_input_tokens":0,"cache_creation":{"ephemeral_5m_input_tokens":10000,"ephemeral_1h_input_tokens":0},"output_tokens":100}""", 0.0003m + 0.0375m + 0.0015m },
        { "Anthropic: written for an hour", Sonnet, """{"input_tokens":100,"cache_creation_input_tokens":10000,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":10000},"output_tokens":100}""", 0.0003m + 0.06m + 0.0015m },
        { "Anthropic: both, and read", Sonnet, """{"input_tokens":100,"cache_creation_input_tokens":456,"cache_read_input_tokens":20000,"cache_creation":{"ephemeral_5m_input_tokens":356,"ephemeral_1h_input_tokens":100},"output_tokens":100}""", 0.0003m + 0.001335m + 0.0006m + 0.006m + 0.0015m },
        { "Anthropic: long context, all of the request", Sonnet, """{"input_tokens":1000,"cache_read_input_tokens":200000,"output_tokens":1000}""", 0.006m + 0.12m + 0.0225m },
        { "Anthropic: 200K is not long yet", Sonnet, """{"input_tokens":200000,"output_tokens":1000}""", 0.6m + 0.015m },
        { "Google: 2.5 Pro, thoughts are output", GeminiPro, """{"promptTokenCount":1000,"candidatesTokenCount":200,"thoughtsTokenCount":800,"totalTokenCount":2000}""", 0.00125m + 0.01m },
        { "Google: 2.5 Pro, prompt of 200k", GeminiPro, """{"promptTokenCount":200000,"candidatesTokenCount":1000}""", 0.25m + 0.01m },
        { "Google: 2.5 Pro, prompt above 200k", GeminiPro, """{"promptTokenCount":200001,"candidatesTokenCount":1000}""", 0.5000025m + 0.015m },
        { "Google: 2.5 Pro, cached content", GeminiPro, """{"promptTokenCount":100000,"cachedContentTokenCount":90000,"candidatesTokenCount":1000}""", 0.0125m + 0.01125m + 0.01m },
        { "Google: 2.5 Flash, audio in", Flat(GeminiFlash), """{"promptTokenCount":3000,"candidatesTokenCount":100,"promptTokensDetails":[{"modality":"TEXT","tokenCount":1000},{"modality":"AUDIO","tokenCount":2000}]}""", 0.0003m + 0.002m + 0.00025m },
        { "Google: 2.5 Flash, audio from the cache", Flat(GeminiFlash), """{"promptTokenCount":3000,"cachedContentTokenCount":2000,"candidatesTokenCount":0,"promptTokensDetails":[{"modality":"TEXT","tokenCount":1000},{"modality":"AUDIO","tokenCount":2000}],"cacheTokensDetails":[{"modality":"AUDIO","tokenCount":2000}]}""", 0.0003m + 0.00006m },
        { "Google: 2.5 Flash Image, a picture of 1290 tokens", Flat(GeminiFlashImage), """{"promptTokenCount":10,"candidatesTokenCount":1300,"candidatesTokensDetails":[{"modality":"TEXT","tokenCount":10},{"modality":"IMAGE","tokenCount":1290}]}""", 0.000003m + 0.000025m + 0.0387m },
        { "DeepSeek: hit and miss", Flat(DeepSeek), """{"prompt_tokens":10000,"completion_tokens":1000,"prompt_cache_hit_tokens":9000,"prompt_cache_miss_tokens":1000}""", 0.00028m + 0.000252m + 0.00042m },
        // https://cohere.com/pricing: Command A
        { "Cohere: what is billed, and not what the model saw", Flat(new TokenRates(2.50m, 10m)), """{"billed_units":{"input_tokens":78,"output_tokens":25},"tokens":{"input_tokens":1694,"output_tokens":57}}""", 0.000195m + 0.00025m },
        { "LiteLLM: Anthropic's cached tokens under both names", Sonnet, """{"prompt_tokens":10100,"completion_tokens":100,"total_tokens":10200,"prompt_tokens_details":{"cached_tokens":10000},"cache_read_input_tokens":10000}""", 0.0003m + 0.003m + 0.0015m },
        { "Bedrock: written for an hour", Sonnet, """{"inputTokens":100,"outputTokens":100,"totalTokens":10200,"cacheWriteInputTokens":10000,"cacheDetails":[{"ttl":"1h","inputTokens":10000}]}""", 0.0003m + 0.06m + 0.0015m },
        // https://mistral.ai/pricing: Voxtral Small
        { "Mistral: sound in a chat, by the token", Flat(new TokenRates(0.10m, 0.30m)), """{"prompt_audio_seconds":30,"prompt_tokens":1000,"total_tokens":1100,"completion_tokens":100}""", 0.0001m + 0.00003m },
        { "xAI: reasoning outside completion_tokens", Flat(new TokenRates(3m, 15m)), """{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1900,"completion_tokens_details":{"reasoning_tokens":800}}""", 0.003m + 0.0135m },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Costs_what_the_vendors_page_says(string page, ModelPrice price, string usage, decimal usd)
    {
        Assert.True(UsageReader.TryRead(Encoding.UTF8.GetBytes(usage), out var read), page);

        Assert.Equal(usd, CompiledPrice.Compile(price, page).Cost(read).ToUsd());
    }

    [Fact]
    public void Anthropic_writes_for_an_hour_cost_the_same_in_a_stream()
    {
        // The end of a stream tells the writes again, without how long they are kept.
        Assert.True(UsageReader.TryRead("""{"input_tokens":100,"cache_creation_input_tokens":10000,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":10000},"output_tokens":1}"""u8, out var start));
        Assert.True(UsageReader.TryRead("""{"input_tokens":100,"cache_creation_input_tokens":10000,"output_tokens":100}"""u8, out var end));

        Assert.Equal(0.0003m + 0.06m + 0.0015m, CompiledPrice.Compile(Sonnet, "test").Cost(AnthropicScan.Instance.Join(start, end)).ToUsd());
    }

    [Theory]
    [InlineData(0.5, 0.00375)] // https://platform.openai.com/docs/guides/batch: half of the synchronous price
    [InlineData(1, 0.0075)]
    [InlineData(0.9, 0.00675)]
    [InlineData(0, 0)]
    public void A_part_of_the_price_is_paid(decimal share, decimal usd) =>
        Assert.Equal(usd, CompiledPrice.Compile(Flat(Gpt4o), "test", share).Cost(new() { Input = 1_000, Output = 500 }).ToUsd());

    [Fact]
    public void Pictures_sound_and_speech_are_billed_by_the_piece()
    {
        // https://openai.com/api/pricing: dall-e-3 1024x1024 $0.04, whisper-1 $0.006 a minute, tts-1 $15 per million characters; Cohere's rerank $2 per thousand searches.
        Assert.Equal(0.12m, Pieces(new UnitRates(Image: 0.04m), new UnitCounts { Images = 3 }));
        Assert.Equal(0.0091m, Pieces(new UnitRates(Second: 0.0001m), new UnitCounts { Seconds = 91 }));
        Assert.Equal(0.015m, Pieces(new UnitRates(Character: 0.000015m), new UnitCounts { Characters = 1_000 }));
        Assert.Equal(0.002m, Pieces(new UnitRates(Request: 0.002m), new UnitCounts { Requests = 1 }));
        Assert.Equal(0m, Pieces(new UnitRates(1, 1, 1, 1), new UnitCounts { Images = -1, Seconds = long.MinValue }));
    }

    [Fact]
    public void Tokens_and_pieces_are_rounded_together_and_once()
    {
        // A tenth of a nano-dollar each.
        var price = CompiledPrice.Compile(new ModelPrice(new TokenRates(0.0001m, 0), []) { Units = new UnitRates(Character: 0.0000000001m) }, "test");

        Assert.Equal(new NanoDollars(1), price.Cost(new() { Input = 5 }, new UnitCounts { Characters = 5 }));
        Assert.Equal(new NanoDollars(2), price.Cost(new() { Input = 5 }, new UnitCounts { Characters = 6 }));
    }

    [Fact]
    public void An_hour_of_cache_is_twice_the_input_unless_the_price_says_otherwise()
    {
        var usage = new Dialects.Usage.TokenUsage { Input = 1_000_000, CachedWrite = 1_000_000, CachedWriteHour = 1_000_000 };

        Assert.Equal(6m, CompiledPrice.Compile(Flat(new TokenRates(3m, 15m) { CacheWrite = 3.75m }), "test").Cost(usage).ToUsd());
        Assert.Equal(5m, CompiledPrice.Compile(Flat(new TokenRates(3m, 15m) { CacheWrite = 3.75m, CacheWriteHour = 5m }), "test").Cost(usage).ToUsd());
        Assert.Equal(3m, CompiledPrice.Compile(Flat(new TokenRates(3m, 15m)), "test").Cost(usage).ToUsd());
    }

    [Fact]
    public void Absurd_prices_stop_at_the_largest_amount()
    {
        var price = CompiledPrice.Compile(new ModelPrice(new TokenRates(decimal.MaxValue, decimal.MaxValue) { CacheWrite = 1 }, []) { Units = new UnitRates(decimal.MaxValue, -1) }, "test");

        Assert.Equal(new NanoDollars(long.MaxValue), price.Cost(new() { Input = long.MaxValue, Output = long.MaxValue }, new UnitCounts { Requests = long.MaxValue, Images = long.MaxValue }));
        Assert.Equal(NanoDollars.Zero, CompiledPrice.Compile(Flat(new TokenRates(-1m, -1m) { CacheRead = -5m }), "test").Cost(new() { Input = 9, CachedRead = 9, Output = 9 }));
    }

    private static decimal Pieces(UnitRates rates, UnitCounts counts) =>
        CompiledPrice.Compile(new ModelPrice(new TokenRates(0, 0), []) { Units = rates }, "test").Cost(default, counts).ToUsd();

    private static ModelPrice Flat(TokenRates rates) => new(rates, []);
}
