using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.OpenAiChat.Variants;

namespace Weir.Dialects.Tests.Matrix;

/// <summary>A limit that was lowered after the request was read reaches the upstream, also where the rest goes as it came.</summary>
public sealed class LoweredLimitTests
{
    [Theory]
    [InlineData("openai-chat", """{"model":"m","messages":[]}""", "max_completion_tokens", "7")]
    [InlineData("openai-chat", """{"model":"m","messages":[],"max_tokens":90}""", "max_tokens", "7")]
    [InlineData("openai-chat", """{"model":"m","messages":[],"max_completion_tokens":90}""", "max_completion_tokens", "7")]
    [InlineData("openai-responses", """{"model":"m","input":"a","max_output_tokens":90}""", "max_output_tokens", "7")]
    [InlineData("openai-responses", """{"model":"m","input":"a"}""", "max_output_tokens", "7")]
    [InlineData("anthropic-messages", """{"model":"m","messages":[],"max_tokens":90}""", "max_tokens", "7")]
    [InlineData("gemini", """{"contents":[]}""", "generationConfig", """{"maxOutputTokens":7}""")]
    [InlineData("gemini", """{"contents":[],"generationConfig":{"temperature":0.5,"x":[1]}}""", "generationConfig", """{"temperature":0.5,"x":[1],"maxOutputTokens":7}""")]
    [InlineData("gemini", """{"contents":[],"generationConfig":{"maxOutputTokens":90,"temperature":1}}""", "generationConfig", """{"temperature":1,"maxOutputTokens":7}""")]
    [InlineData("gemini", """{"contents":[],"generation_config":{"max_output_tokens":90}}""", "generationConfig", """{"maxOutputTokens":7}""")]
    public void The_lowered_limit_is_written(string dialect, string body, string member, string expected)
    {
        var written = Write(dialect, body, ChatVariant.OpenAi, 7);

        Assert.Equal(expected, JsonElement.Parse(written).GetProperty(member).GetRawText());
    }

    [Fact]
    public void Settings_that_nobody_changed_keep_their_bytes() =>
        Assert.Contains("""{ "maxOutputTokens" : 90, "a":1.0 }""", Write("gemini", """{"contents":[],"generationConfig":{ "maxOutputTokens" : 90, "a":1.0 }}""", ChatVariant.OpenAi, 90), StringComparison.Ordinal);

    [Fact]
    public void A_server_that_knows_the_older_member_alone_is_told_by_that() =>
        Assert.Contains("\"max_tokens\":90", Write("openai-chat", """{"model":"m","messages":[],"max_completion_tokens":90}""", ChatVariants.Compatible, 90), StringComparison.Ordinal);

    private static string Write(string dialect, string body, ChatVariant variant, int limit)
    {
        var found = DialectTable.Find(dialect)!;
        var output = new ArrayBufferWriter<byte>();
        var conversation = found.ReadRequest(Encoding.UTF8.GetBytes(body), new RequestRoute("m", false));
        found.WriteRequest(conversation with { MaxOutputTokens = limit }, output, new WriteOptions { Losses = new Losses(), Variant = variant });
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
