using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.Tests.EndUsers;

/// <summary>Ids of end users reach another dialect in a length that it takes.</summary>
public sealed class EndUserIdsTests
{
    private static readonly string Long = "{\"device_id\":\"" + new string('a', 64) + "\",\"account_uuid\":\"\",\"session_id\":\"355e2d4e-1f28-4e06-b28e-0d9a4d8e7a6b\"}";

    [Theory]
    [InlineData("openai-chat", "user")]
    [InlineData("openai-responses", "safety_identifier")]
    public void The_long_id_of_an_Anthropic_client_becomes_a_short_one_that_stays_the_same(string dialect, string member)
    {
        var (first, again, other) = (Written(dialect, Long, member), Written(dialect, Long, member), Written(dialect, Long + "x", member));

        Assert.Equal(64, first.Length);
        Assert.All(first, static letter => Assert.True(char.IsAsciiHexDigitLower(letter)));
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Theory]
    [InlineData("openai-chat", "user")]
    [InlineData("openai-responses", "safety_identifier")]
    public void A_short_id_stays(string dialect, string member) => Assert.Equal("user-7", Written(dialect, "user-7", member));

    private static string Written(string dialect, string user, string member)
    {
        var body = $$"""{"model":"m","max_tokens":5,"metadata":{"user_id":"{{JsonEncodedText.Encode(user)}}"},"messages":[{"role":"user","content":"Hi"}]}""";
        var conversation = DialectTable.Find("anthropic-messages")!.ReadRequest(Encoding.UTF8.GetBytes(body), new RequestRoute(null, false));
        var buffer = new ArrayBufferWriter<byte>();
        DialectTable.Find(dialect)!.WriteRequest(conversation, buffer, new WriteOptions { Losses = new Losses() });
        return Json.Parse(buffer.WrittenSpan).GetProperty(member).GetString()!;
    }
}
